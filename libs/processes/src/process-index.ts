import { type Change, defineCollection, upsert } from '@laurel/read-models';
import { z } from 'zod';

const row = z.object({
  /** The process's stream. */
  id: z.string(),
  tenant: z.string(),
  /** Of the last event that an input made it write. */
  revision: z.int(),
});
type ProcessRow = z.infer<typeof row>;

/** The processes that are not at rest: where a service goes on after a crash. Written with the cursor of the inputs, in one transaction. */
export const processIndex = defineCollection({
  name: 'process-index',
  version: 1,
  read: 'process.run',
  document: row,
  key: 'id',
  owner: {},
  indexes: { all: { equal: [], order: ['id'] } },
});

export const hasWork = (process: ProcessRow): Change<ProcessRow> =>
  upsert(process.id, (before) => ({ ...process, revision: Math.max(process.revision, before?.revision ?? -1) }));

/** At rest as of a revision: an input that came after it keeps the process here. */
export const isAtRest = (id: string, revision: number): Change<ProcessRow> =>
  upsert<ProcessRow>(id, (before) => (before && before.revision > revision ? before : undefined));
