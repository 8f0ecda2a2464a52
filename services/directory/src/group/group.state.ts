import { type GroupRule, supersede, type Validity } from '@laurel/contracts';
import { assertNever } from '@laurel/event-sourcing';
import { cut } from '../cut.js';
import type { GroupEvent } from './group.events.js';

interface Defined {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly aliases: readonly string[];
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
    const since = from === undefined ? {} : { from };
    return { status: 'IN_USE', id, code, name, aliases, ...since, rules: [{ rule, ...since }] };
  }
  if (state.status === 'NOT_DEFINED') return state;
  switch (event.type) {
    case 'GroupRuleChanged': {
      const rules = supersede(state.rules, { rule: event.data.rule, from: event.data.from });
      return { ...state, rules: state.status === 'RETIRED' ? cut(rules, state.to) : rules };
    }
    case 'GroupRetired':
      return { ...state, status: 'RETIRED', to: event.data.on, rules: cut(state.rules, event.data.on) };
    default:
      return assertNever(event);
  }
};
