import { environment as read } from '@laurel/runtime';
import { z } from 'zod';

/** A real KurrentDB, where there is one: the suite then runs against it and not against the test server. */
export const environment = read({ LAUREL_KURRENTDB_URL: z.string().optional() });
