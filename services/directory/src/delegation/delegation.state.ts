import { assertNever } from '@laurel/event-sourcing';
import type { DelegationEvent } from './delegation.events.js';

interface Granted {
  readonly id: string;
  readonly principalId: string;
  readonly delegateId: string;
  readonly form: 'KT' | 'TUQ';
  readonly roles: readonly { readonly role: string; readonly units: readonly string[] }[];
  readonly permissions: readonly string[];
  readonly unitIds: readonly string[];
  readonly from: string;
  /** First day on which it no longer holds. */
  readonly to?: string | undefined;
  readonly basis?: string | undefined;
}

export type Delegation =
  | { readonly status: 'NOT_GRANTED' }
  | (Granted & { readonly status: 'GRANTED' })
  | (Granted & { readonly status: 'REVOKED'; readonly reason: string });

export const notGranted: Delegation = { status: 'NOT_GRANTED' };

export const evolve = (state: Delegation, event: DelegationEvent): Delegation => {
  switch (event.type) {
    case 'DelegationGranted': {
      const { delegationId: id, form, principalId, delegateId, roles, permissions, unitIds, from, to, basis } = event.data;
      return { status: 'GRANTED', id, form, principalId, delegateId, roles, permissions, unitIds, from, to, basis };
    }
    case 'DelegationRevoked':
      return state.status === 'NOT_GRANTED' ? state : { ...state, status: 'REVOKED', to: event.data.on, reason: event.data.reason };
    default:
      return assertNever(event);
  }
};
