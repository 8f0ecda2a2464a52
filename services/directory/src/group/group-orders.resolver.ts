import type { GroupRule } from '@laurel/contracts';
import type { Handled, Platform } from '@laurel/event-sourcing';
import { Execute, PLATFORM } from '@laurel/event-sourcing/nest';
import { answered, type Caller, CurrentCaller } from '@laurel/subgraph';
import { Inject } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { holdCodesFor } from '../codes.js';
import type {
  AddGroupAliasInput,
  ChangeGroupRuleInput,
  DefineGroupInput,
  RenameGroupInput,
  RetireGroupInput,
} from '../generated/schema.js';
import { groupRow } from '../group-list/group-list.projection.js';
import { given, line, lines } from '../input.js';
import { References } from '../references.js';
import type { GroupCommand } from './group.commands.js';
import { group, organisationsOf } from './group.decider.js';
import type { GroupEvent } from './group.events.js';
import type { Group } from './group.state.js';
import { ruleOf } from './rule-input.js';

@Resolver('Group')
export class GroupOrdersResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly references: References,
    @Inject(PLATFORM) private readonly platform: Platform,
  ) {}

  @Mutation()
  async defineGroup(@Args('input') input: DefineGroupInput, @CurrentCaller() caller: Caller) {
    const { code, from } = input;
    const named = { code, name: line(input.name, 'name'), aliases: lines(input.aliases, 'aliases'), ...given({ from }) };
    const data = { ...named, ...(await this.ruled(caller, ruleOf(input.rule))) };
    const { id, order } = caller.create(group, 'grp', 'DefineGroup', (groupId) => ({ groupId, ...data }), input);
    await holdCodesFor(this.platform, group, id, order, [code]);
    return this.send(id, order, caller);
  }

  @Mutation()
  renameGroup(@Args('input') input: RenameGroupInput, @CurrentCaller() caller: Caller) {
    const { groupId: id, from, basis } = input;
    const data = { name: line(input.name, 'name'), from, ...given({ basis }) };
    return this.send(id, caller.order(group, id, 'RenameGroup', data, input), caller);
  }

  @Mutation()
  addGroupAlias(@Args('input') input: AddGroupAliasInput, @CurrentCaller() caller: Caller) {
    const { groupId: id, from } = input;
    const data = { alias: line(input.alias, 'alias'), ...given({ from }) };
    return this.send(id, caller.order(group, id, 'AddGroupAlias', data, input), caller);
  }

  @Mutation()
  async changeGroupRule(@Args('input') input: ChangeGroupRuleInput, @CurrentCaller() caller: Caller) {
    const { groupId: id, from, basis } = input;
    const data = { ...(await this.ruled(caller, ruleOf(input.rule))), from, ...given({ basis }) };
    return this.send(id, caller.order(group, id, 'ChangeGroupRule', data, input), caller);
  }

  @Mutation()
  retireGroup(@Args('input') input: RetireGroupInput, @CurrentCaller() caller: Caller) {
    const { groupId: id, on, basis } = input;
    return this.send(id, caller.order(group, id, 'RetireGroup', { on, ...given({ basis }) }, input), caller);
  }

  private async ruled(caller: Caller, rule: GroupRule) {
    return { rule, mentioned: await this.references.organisations(caller.tenant, organisationsOf(rule), caller.today) };
  }

  private async send(id: string, order: GroupCommand, caller: Caller) {
    const done: Handled<Group, GroupEvent> = await this.commands.execute(new Execute(group, id, order));
    return { group: groupRow(caller.tenant, done.revision, done.state), ...answered('directory', done) };
  }
}
