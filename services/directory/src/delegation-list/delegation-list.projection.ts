import { idOf } from '@laurel/event-sourcing';
import { alter, projection, put } from '@laurel/read-models';
import { delegationEvents } from '../delegation/delegation.events.js';
import { delegationList } from './delegation-list.collection.js';

export const delegationListProjection = projection(delegationList).from(delegationEvents, {
  DelegationGranted: ({ data: { delegationId: id, ...granted }, revision: version, metadata: { tenant } }) =>
    put({ id, tenant, ...granted, revoked: false, version }),
  DelegationRevoked: ({ stream, data: { on, reason }, revision: version }) =>
    alter(idOf(stream), (row) => ({ ...row, to: on, revoked: true, reason, version })),
});
