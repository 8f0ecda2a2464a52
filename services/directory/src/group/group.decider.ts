import { factOf, type GroupRule } from '@laurel/contracts';
import { type Aggregate, assertNever } from '@laurel/event-sourcing';
import { must } from '../must.js';
import { bearsAlias, bearsName } from '../naming.js';
import { known } from '../reference.js';
import { whyNot } from './group.actions.js';
import type { GroupCommand } from './group.commands.js';
import { type GroupEvent, groupEvents } from './group.events.js';
import { evolve, type Group, notDefined } from './group.state.js';

const decide = (command: GroupCommand, state: Group): readonly GroupEvent[] => {
  if (command.type === 'DefineGroup') {
    if (state.status !== 'NOT_DEFINED') return [];
    const { mentioned, ...group } = command.data;
    must(...mentioned.map(known));
    return [{ type: 'GroupDefined', data: group }];
  }
  if (state.status === 'NOT_DEFINED') throw new Error(`${command.type} met a stream that no group began`);
  switch (command.type) {
    case 'RenameGroup': {
      const { name, from } = command.data;
      must(whyNot(command.type, state, from));
      return bearsName(state, name, from) ? [] : [{ type: 'GroupRenamed', data: command.data }];
    }
    case 'AddGroupAlias': {
      const { alias, from = state.from ?? '0001-01-01' } = command.data;
      must(whyNot(command.type, state, from));
      return bearsAlias(state, alias, from) ? [] : [{ type: 'GroupAliasAdded', data: command.data }];
    }
    case 'ChangeGroupRule': {
      const { mentioned, ...change } = command.data;
      must(whyNot(command.type, state, change.from), ...mentioned.map(known));
      return same(factOf(state.rules, change.from)?.rule, change.rule) ? [] : [{ type: 'GroupRuleChanged', data: change }];
    }
    case 'RetireGroup':
      must(whyNot(command.type, state, command.data.on));
      return [{ type: 'GroupRetired', data: command.data }];
    default:
      return assertNever(command);
  }
};

const same = (a: GroupRule | undefined, b: GroupRule): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Every organisation that a rule names, each once. */
export const organisationsOf = (rule: GroupRule): readonly string[] => [...new Set(mentions(rule))];

const mentions = (rule: GroupRule): readonly string[] => {
  switch (rule.kind) {
    case 'CHILDREN':
    case 'DESCENDANTS':
      return [rule.of];
    case 'LIST':
      return rule.organisations;
    case 'LEADING_UNITS':
      return mentions(rule.clusters);
    case 'UNION':
      return rule.rules.flatMap(mentions);
    case 'EXCEPT':
      return [...mentions(rule.rule), ...mentions(rule.without)];
    case 'UNRESOLVED':
      return [];
    default:
      return assertNever(rule);
  }
};

export const group: Aggregate<GroupCommand, Group, GroupEvent> = {
  events: groupEvents,
  decider: { initial: notDefined, decide, evolve },
  owner: (state) => (state.status === 'NOT_DEFINED' ? undefined : {}),
  creates: ['DefineGroup'],
  needs: {
    DefineGroup: 'group.define',
    RenameGroup: 'group.define',
    AddGroupAlias: 'group.define',
    ChangeGroupRule: 'group.define',
    RetireGroup: 'group.define',
  },
};
