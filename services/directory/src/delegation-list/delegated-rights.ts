import type { Delegations } from '@laurel/subgraph';
import type { DelegationListQueries } from './delegation-list.queries.js';

/** Acting for another within this service: from its own list. */
export const delegatedRights = (list: DelegationListQueries): Delegations => ({
  rightsOf: async ({ tenant, delegate, principal, on }) =>
    (await list.inForceFor(tenant, delegate, on))
      .filter(({ principalId }) => principalId === principal)
      .map(({ roles, permissions, unitIds }) => ({ roles, permissions, ...(unitIds.length > 0 && { units: unitIds }) })),
});
