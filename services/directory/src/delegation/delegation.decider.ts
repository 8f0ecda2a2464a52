import { type Aggregate, assertNever, refuse } from '@laurel/event-sourcing';
import { must } from '../must.js';
import { roles as everyRole } from '../roles.js';
import { notThere } from '../reference.js';
import { whyNotRevoke } from './delegation.actions.js';
import type { DelegationCommand } from './delegation.commands.js';
import { type DelegationEvent, delegationEvents } from './delegation.events.js';
import { because } from './delegation.reasons.js';
import { type Delegation, evolve, notGranted } from './delegation.state.js';

const knownRoles: readonly string[] = everyRole;
const permissionName = /^[a-z][a-zA-Z]*(?:\.[a-z][a-zA-Z]*)+$/;

const decide = (command: DelegationCommand, state: Delegation): readonly DelegationEvent[] => {
  switch (command.type) {
    case 'GrantDelegation': {
      if (state.status !== 'NOT_GRANTED') return [];
      const { principal, delegate, units, roles, permissions, from, to, ...rest } = command.data;
      const foreign = roles.filter(({ role }) => !knownRoles.includes(role));
      const odd = permissions.filter((permission) => !permissionName.test(permission));
      must(
        principal.id === delegate.id ? because('DELEGATE_IS_PRINCIPAL') : undefined,
        to !== undefined && to <= from ? because('DELEGATION_ENDS_BEFORE_IT_BEGINS') : undefined,
        ...foreign.map(({ role }) => because('UNKNOWN_ROLE', { role })),
        ...odd.map((permission) => because('UNKNOWN_PERMISSION', { permission })),
        ...[principal, delegate, ...units].map((one) => notThere(one, from)),
      );
      const [first, ...others] = new Set(permissions);
      const [role, ...more] = roles;
      if (first === undefined) throw refuse(because('NO_PERMISSIONS_DELEGATED'));
      if (!role) throw refuse(because('NO_ROLES_DELEGATED'));
      const within = { unitIds: units.map(({ id }) => id), from, ...(to !== undefined && { to }) };
      return [
        {
          type: 'DelegationGranted',
          data: {
            ...rest,
            ...within,
            principalId: principal.id,
            delegateId: delegate.id,
            roles: [role, ...more],
            permissions: [first, ...others],
          },
        },
      ];
    }
    case 'RevokeDelegation': {
      if (state.status === 'NOT_GRANTED') throw new Error('RevokeDelegation met a stream that no delegation began');
      const { on, reason } = command.data;
      must(whyNotRevoke({ revoked: state.status === 'REVOKED', to: state.to }, on));
      return [{ type: 'DelegationRevoked', data: { on: on < state.from ? state.from : on, reason } }];
    }
    default:
      return assertNever(command);
  }
};

export const delegation: Aggregate<DelegationCommand, Delegation, DelegationEvent> = {
  events: delegationEvents,
  decider: { initial: notGranted, decide, evolve },
  owner: (state) => (state.status === 'NOT_GRANTED' ? undefined : { person: state.principalId }), // who delegates can revoke
  creates: ['GrantDelegation'],
  needs: { GrantDelegation: 'delegation.grant', RevokeDelegation: 'delegation.revoke' },
};
