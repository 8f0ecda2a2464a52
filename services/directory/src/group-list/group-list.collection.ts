import { dated, groupRule } from '@laurel/contracts';
import { defineCollection } from '@laurel/read-models';
import { z } from 'zod';

const day = z.iso.date();
const row = z.object({
  id: z.string(),
  tenant: z.string(),
  code: z.string(),
  names: z.array(dated).readonly(),
  aliases: z.array(dated).readonly(),
  rules: z.array(z.object({ rule: groupRule, from: day.optional(), to: day.optional() })).readonly(),
  from: day.optional(),
  to: day.optional(),
  sortKey: z.string(),
  version: z.int(),
});
export type GroupRow = z.infer<typeof row>;

/** Which groups do documents speak of, and by which rule as of a day. */
export const groupList = defineCollection({
  name: 'group-list',
  version: 2,
  read: 'group.read',
  document: row,
  key: 'id',
  owner: {},
  indexes: { all: { equal: [], order: ['sortKey', 'id'] }, byCode: { equal: ['code'], order: ['id'] } },
});
