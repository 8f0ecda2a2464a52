import { environment as read } from '@laurel/runtime';
import { z } from 'zod';

/** What the environment says, read here and nowhere else. */
export const environment = read({ NODE_ENV: z.string().optional() });
