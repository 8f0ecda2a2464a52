import { idOf } from '@laurel/event-sourcing';
import { alter, projection, put } from '@laurel/read-models';
import { delegationEvents } from '../delegation/delegation.events.js';
import type { Delegation } from '../delegation/delegation.state.js';
import { delegationList, type DelegationRow } from './delegation-list.collection.js';

export const delegationListProjection = projection(delegationList).from(delegationEvents, {
  DelegationGranted: ({ data: { delegationId: id, ...granted }, revision: version, metadata: { tenant } }) =>
    put({ id, tenant, ...granted, revoked: false, version }),
  DelegationRevoked: ({ stream, data: { on, reason }, revision: version }) =>
    alter(idOf(stream), (row) => ({ ...row, to: on < row.from ? row.from : on, revoked: true, reason, version })),
});

/** The row of a state: a mutation answers with it before the list knows. */
export const delegationRow = (tenant: string, version: number, state: Delegation): DelegationRow => {
  if (state.status === 'NOT_GRANTED') throw new Error('a delegation that is granted has a state');
  const { status, ...granted } = state;
  return { ...granted, tenant, revoked: status === 'REVOKED', version };
};
