import { environment as read } from '@laurel/runtime';
import { z } from 'zod';

/** The instance of `npm run engines` that belongs to the run, and may be killed, cut off and frozen; `npm run test:faults` starts it. */
export const environment = read({ LAUREL_TEST_ENGINES: z.string().optional() });
