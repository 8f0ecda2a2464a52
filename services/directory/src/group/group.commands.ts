import type { GroupRule } from '@laurel/contracts';
import type { Command } from '@laurel/event-sourcing';
import type { Reference } from '../reference.js';

/** `mentioned`: every organisation that the rule names. */
interface Ruled {
  readonly rule: GroupRule;
  readonly mentioned: readonly Reference[];
}

export type GroupCommand =
  | Command<
      'DefineGroup',
      Ruled & {
        readonly groupId: string;
        readonly code: string;
        readonly name: string;
        readonly aliases: readonly string[];
        readonly from?: string | undefined;
      }
    >
  | Command<'RenameGroup', { readonly name: string; readonly from: string; readonly basis?: string | undefined }>
  | Command<'AddGroupAlias', { readonly alias: string; readonly from?: string | undefined }>
  | Command<'ChangeGroupRule', Ruled & { readonly from: string; readonly basis?: string | undefined }>
  | Command<'RetireGroup', { readonly on: string; readonly basis?: string | undefined }>;
