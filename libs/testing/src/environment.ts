import { environment as read } from '@laurel/runtime';
import { z } from 'zod';

/** Where the real engines of a test run are; `npm run test:engines` starts them and says so. */
export const environment = read({
  LAUREL_TEST_KAFKA: z.string().optional(),
  LAUREL_TEST_MONGODB: z.string().optional(),
  LAUREL_TEST_POSTGRES: z.string().optional(),
  LAUREL_KURRENTDB_URL: z.string().optional(),
});
