import type { Command } from '@laurel/event-sourcing';
import type { Reference } from '../reference.js';

export type DelegationCommand =
  | Command<
      'GrantDelegation',
      {
        readonly delegationId: string;
        readonly form: 'KT' | 'TUQ';
        readonly principal: Reference;
        readonly delegate: Reference;
        readonly roles: readonly { readonly role: string; readonly units: readonly string[] }[];
        readonly permissions: readonly string[];
        readonly units: readonly Reference[];
        readonly from: string;
        readonly to?: string | undefined;
        readonly basis?: string | undefined;
      }
    >
  | Command<'RevokeDelegation', { readonly on: string; readonly reason: string }>;
