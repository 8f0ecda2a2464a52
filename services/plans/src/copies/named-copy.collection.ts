import { dated, groupRule } from '@laurel/contracts';
import { defineCollection } from '@laurel/read-models';
import { z } from 'zod';

const day = z.iso.date();

/** Groups and offices that documents name beside organisations. */
export const namedCopy = defineCollection({
  name: 'named-copy',
  version: 1,
  read: 'organisation.read',
  document: z.object({
    id: z.string(),
    tenant: z.string(),
    code: z.string(),
    kind: z.enum(['GROUP', 'OFFICE']),
    names: z.array(dated).readonly(),
    aliases: z.array(dated).readonly(),
    from: day.optional(),
    to: day.optional(),
    /** Of a group: its rules over time. */
    rules: z.array(z.object({ rule: groupRule, from: day.optional(), to: day.optional() })).readonly(),
    /** Of an office: the organisation that it belongs to. */
    organisationId: z.string().nullable(),
  }),
  key: 'id',
  owner: {},
  indexes: { byId: { equal: [], order: ['id'] } },
});
