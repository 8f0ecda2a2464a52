import { type DatedName, type GroupRule, supersede, type Validity } from '@laurel/contracts';
import { assertNever } from '@laurel/event-sourcing';
import { cut } from '../cut.js';
import { firstNames, renamed, since, withAlias } from '../naming.js';
import type { GroupEvent } from './group.events.js';

interface Defined {
  readonly id: string;
  readonly code: string;
  readonly names: readonly DatedName[];
  readonly aliases: readonly DatedName[];
  readonly from?: string | undefined;
  readonly rules: readonly (Validity & { readonly rule: GroupRule })[];
}

export type Group =
  | { readonly status: 'NOT_DEFINED' }
  | (Defined & { readonly status: 'IN_USE' })
  | (Defined & { readonly status: 'RETIRED'; readonly to: string });

export const notDefined: Group = { status: 'NOT_DEFINED' };

export const evolve = (state: Group, event: GroupEvent): Group => {
  if (event.type === 'GroupDefined') {
    const { groupId: id, code, name, aliases, rule, from } = event.data;
    return { status: 'IN_USE', id, code, ...since(from), ...firstNames(name, aliases, from), rules: [{ rule, ...since(from) }] };
  }
  if (state.status === 'NOT_DEFINED') return state;
  switch (event.type) {
    case 'GroupRenamed':
      return within({ ...state, ...renamed(state, event.data) });
    case 'GroupAliasAdded':
      return within({ ...state, ...withAlias(state, event.data) });
    case 'GroupRuleChanged':
      return within({ ...state, rules: supersede(state.rules, { rule: event.data.rule, from: event.data.from }) });
    case 'GroupRetired':
      return within({ ...state, status: 'RETIRED', to: event.data.on });
    default:
      return assertNever(event);
  }
};

const within = (state: Exclude<Group, { status: 'NOT_DEFINED' }>): Group =>
  state.status === 'IN_USE'
    ? state
    : { ...state, names: cut(state.names, state.to), aliases: cut(state.aliases, state.to), rules: cut(state.rules, state.to) };
