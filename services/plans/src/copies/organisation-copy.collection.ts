import { organisationInTime } from '@laurel/contracts';
import { defineCollection } from '@laurel/read-models';
import { z } from 'zod';

/** What the directory publishes about organisations, kept here: names for the reader, members of groups, who succeeds whom. */
export const organisationCopy = defineCollection({
  name: 'organisation-copy',
  version: 1,
  read: 'organisation.read',
  document: z.object({ ...organisationInTime.shape, tenant: z.string() }),
  key: 'id',
  owner: {},
  indexes: { byId: { equal: [], order: ['id'] } },
});
