import { delegationContract } from '@laurel/contracts';
import { type DocumentOf, projection, upsert } from '@laurel/read-models';
import { delegationCopy } from './delegation-copy.collection.js';

type Delegation = DocumentOf<typeof delegationCopy>;

export const delegationCopyProjection = projection(delegationCopy).from(delegationContract, {
  DelegationGranted: ({ data: { delegationId: id, ...granted }, metadata: { tenant } }) =>
    upsert<Delegation>(id, () => ({ id, tenant, ...granted })),
  DelegationRevoked: ({ data: { delegationId, on } }) =>
    upsert<Delegation>(delegationId, (before) => {
      if (!before) throw new Error(`${delegationId} is revoked before it was granted`);
      return { ...before, to: before.to !== undefined && before.to < on ? before.to : on };
    }),
});
