import { defineCollection } from '@laurel/read-models';
import { z } from 'zod';

const row = z.object({
  /** Of the event. */
  id: z.string(),
  tenant: z.string(),
  subjectId: z.string(),
  event: z.string(),
  at: z.string(),
  recordedAt: z.string(),
  person: z.string().optional(),
  actingFor: z.string().optional(),
  process: z.string().optional(),
  reason: z.string().optional(),
  version: z.int(),
  /** The version, negative: the last one stands first. */
  newestFirst: z.int(),
});
export type TimelineRow = z.infer<typeof row>;

/** What happened to one thing, newest first. Holds no name of anybody; whoever reaches the thing may read it. */
export const timeline = defineCollection({
  name: 'timeline',
  version: 1,
  read: 'directory.readTimeline',
  document: row,
  key: 'id',
  owner: {},
  indexes: { bySubject: { equal: ['subjectId'], order: ['newestFirst', 'id'] } },
});
