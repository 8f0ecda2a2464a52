import { factOf, type GroupRule, membersOf } from '@laurel/contracts';
import {
  availableActions,
  type Caller,
  CurrentCaller,
  CurrentLoaders,
  type Loaders,
  type PageArguments,
  pageRequest,
  toConnection,
} from '@laurel/subgraph';
import { Args, Parent, Query, ResolveField, ResolveReference, Resolver } from '@nestjs/graphql';
import type { GroupRow } from '../group-list/group-list.collection.js';
import { GroupListQueries } from '../group-list/group-list.queries.js';
import { exactlyOne } from '../input.js';
import { aliasesOn, nameOn } from '../naming.js';
import { dayOf } from '../organisation/organisation.resolver.js';
import type { OrganisationRow } from '../organisation-list/organisation-list.collection.js';
import { OrganisationListQueries } from '../organisation-list/organisation-list.queries.js';
import { Timelines } from '../timeline/timeline.resolver.js';
import { groupActions, whyNot } from './group.actions.js';
import { group as aggregate } from './group.decider.js';

interface AsOf {
  readonly asOf?: string | null;
}
interface Which {
  readonly id?: string | null;
  readonly code?: string | null;
}

@Resolver('Group')
export class GroupResolver {
  constructor(
    private readonly list: GroupListQueries,
    private readonly organisations: OrganisationListQueries,
    private readonly timelines: Timelines,
  ) {}

  @Query()
  async groups(@Args() args: PageArguments, @CurrentCaller() caller: Caller) {
    return toConnection(
      await this.list.list(caller, pageRequest(args)),
      (row) => row,
      () => this.list.count(caller),
    );
  }

  @Query()
  group(@Args() { id, code }: Which, @CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders) {
    exactlyOne({ id, code });
    return id != null ? this.list.one(caller, loaders, id) : this.list.byCode(caller, code!);
  }

  @Query()
  async groupMembers(@Args() args: Which & AsOf, @CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders) {
    const row = await this.group(args, caller, loaders);
    return row ? this.members(row, args, caller, loaders) : null;
  }

  @ResolveReference()
  reference(@Parent() { id }: { readonly id: string }, @CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders) {
    return this.list.one(caller, loaders, id);
  }

  @ResolveField()
  name(@Parent() row: GroupRow, @Args() args: AsOf, @CurrentCaller() caller: Caller): string {
    return nameOn(row, dayOf(args, caller));
  }

  @ResolveField()
  aliases(@Parent() row: GroupRow, @Args() args: AsOf, @CurrentCaller() caller: Caller): readonly string[] {
    return aliasesOn(row, dayOf(args, caller));
  }

  @ResolveField()
  async members(
    @Parent() { rules }: GroupRow,
    @Args() args: AsOf,
    @CurrentCaller() caller: Caller,
    @CurrentLoaders() loaders: Loaders,
  ): Promise<readonly OrganisationRow[] | null> {
    const day = dayOf(args, caller);
    const rule = factOf(rules, day)?.rule;
    const all = await this.organisations.everything(caller, loaders);
    const ids = rule && membersOf(rule, all, day);
    return ids ? all.filter(({ id }) => ids.includes(id)) : null;
  }

  @ResolveField()
  rule(@Parent() { rules }: GroupRow, @Args() args: AsOf, @CurrentCaller() caller: Caller) {
    const rule = factOf(rules, dayOf(args, caller))?.rule;
    return rule ? viewOf(rule) : null;
  }

  @ResolveField()
  unresolved(@Parent() { rules }: GroupRow, @Args() args: AsOf, @CurrentCaller() caller: Caller): boolean {
    const rule = factOf(rules, dayOf(args, caller))?.rule;
    return rule !== undefined && membersOf(rule, [], dayOf(args, caller)) === undefined;
  }

  @ResolveField()
  availableActions(@Parent() row: GroupRow, @CurrentCaller() caller: Caller) {
    return availableActions(
      caller,
      {},
      groupActions.map((type) => ({ type, permission: aggregate.needs[type], whyNot: whyNot(type, row, caller.today) })),
    );
  }

  @ResolveField()
  timeline(@Parent() { id }: GroupRow, @Args() page: PageArguments, @CurrentCaller() caller: Caller) {
    return this.timelines.of(caller, aggregate.events, id, page);
  }
}

interface RuleView {
  readonly kind: GroupRule['kind'];
  readonly ofId?: string;
  readonly kinds?: readonly string[];
  readonly organisationIds?: readonly string[];
  readonly rules?: readonly RuleView[];
}

const viewOf = (rule: GroupRule): RuleView => {
  switch (rule.kind) {
    case 'CHILDREN':
    case 'DESCENDANTS':
      return { kind: rule.kind, ofId: rule.of, kinds: rule.kinds };
    case 'LIST':
      return { kind: rule.kind, organisationIds: rule.organisations };
    case 'LEADING_UNITS':
      return { kind: rule.kind, rules: [viewOf(rule.clusters)] };
    case 'UNION':
      return { kind: rule.kind, rules: rule.rules.map(viewOf) };
    case 'EXCEPT':
      return { kind: rule.kind, rules: [viewOf(rule.rule), viewOf(rule.without)] };
    case 'UNRESOLVED':
      return { kind: rule.kind };
  }
};

@Resolver('GroupRule')
export class GroupRuleResolver {
  constructor(private readonly list: OrganisationListQueries) {}

  @ResolveField()
  async of(@Parent() { ofId }: RuleView, @CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders) {
    return ofId === undefined ? null : this.list.one(caller, loaders, ofId);
  }

  @ResolveField()
  async organisations(@Parent() { organisationIds }: RuleView, @CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders) {
    return organisationIds ? this.list.several(caller, loaders, organisationIds) : null;
  }
}
