import { holds } from '@laurel/contracts';
import { allDocuments, type CollectionOf, type Reader } from '@laurel/read-models';
import type { Delegations } from '@laurel/subgraph';
import type { delegationCopy } from './delegation-copy.collection.js';

/** Acting for another within this service: from what the directory has published. */
export const delegatedRights = (copy: CollectionOf<typeof delegationCopy>): Delegations => ({
  rightsOf: async ({ tenant, delegate, principal, on }) => {
    const service: Reader = { reach: () => ({ tenant }) };
    const where = { delegateId: delegate, principalId: { from: principal, to: principal } };
    const granted = await allDocuments((page) => copy.find(service, { index: 'byDelegate', where, page }));
    return granted
      .filter((each) => holds(each, on))
      .map(({ roles, permissions, units }) => ({
        roles,
        ...(permissions !== 'ALL' && { permissions }),
        ...(units !== 'ALL' && { units }),
      }));
  },
});
