import { defineCollection } from '@laurel/read-models';
import { z } from 'zod';

const row = z.object({
  id: z.string(),
  tenant: z.string(),
  kind: z.enum(['UPLOAD', 'MERGER', 'SPLIT']),
  total: z.int(),
  done: z.int(),
  refused: z.array(z.object({ target: z.string(), reasons: z.array(z.string()) })).readonly(),
  finished: z.boolean(),
  orderedAt: z.string(),
  /** The later, the smaller: the last one stands first. */
  newestFirst: z.number(),
});
export type WorkRow = z.infer<typeof row>;

/** What was ordered for many at once: how far is it, and what was refused on the way. */
export const workList = defineCollection({
  name: 'work-list',
  version: 1,
  read: 'directory.readWork',
  document: row,
  key: 'id',
  owner: {},
  indexes: { all: { equal: [], order: ['newestFirst', 'id'] } },
});
