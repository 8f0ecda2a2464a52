import { factOf, successorsOf } from '@laurel/contracts';
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
import type { OrganisationFilter, OrganisationKind } from '../generated/schema.js';
import { exactlyOne } from '../input.js';
import { aliasesOn, nameOn } from '../naming.js';
import type { OrganisationRow } from '../organisation-list/organisation-list.collection.js';
import { OrganisationListQueries, type OrganisationQuestion } from '../organisation-list/organisation-list.queries.js';
import { reorganisation } from '../reorganisation/reorganisation.decider.js';
import { Timelines } from '../timeline/timeline.resolver.js';
import { organisationActions, whyNot } from './organisation.actions.js';
import { organisation as aggregate } from './organisation.decider.js';

interface AsOf {
  readonly asOf?: string | null;
}

@Resolver('Organisation')
export class OrganisationResolver {
  constructor(
    private readonly list: OrganisationListQueries,
    private readonly timelines: Timelines,
  ) {}

  @Query()
  organisations(@Args() args: PageArguments & AsOf & { readonly filter?: OrganisationFilter | null }, @CurrentCaller() caller: Caller) {
    const { kind, parentId, state } = args.filter ?? {};
    const filter = { ...(kind != null && { kind }), ...(parentId != null && { parentId }), state: state ?? ('LIVING' as const) };
    return this.page(caller, { ...filter, asOf: dayOf(args, caller) }, args);
  }

  @Query()
  async searchOrganisations(@Args() args: PageArguments & { readonly text: string }, @CurrentCaller() caller: Caller) {
    return toConnection(await this.list.search(caller, args.text, pageRequest(args)), (row) => row);
  }

  @Query()
  organisation(
    @Args() { id, code }: { readonly id?: string | null; readonly code?: string | null },
    @CurrentCaller() caller: Caller,
    @CurrentLoaders() loaders: Loaders,
  ) {
    exactlyOne({ id, code });
    return id != null ? this.list.one(caller, loaders, id) : this.list.byCode(caller, code!);
  }

  @ResolveReference()
  reference(@Parent() { id }: { readonly id: string }, @CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders) {
    return this.list.one(caller, loaders, id);
  }

  @ResolveField()
  name(@Parent() row: OrganisationRow, @Args() args: AsOf, @CurrentCaller() caller: Caller): string {
    return nameOn(row, dayOf(args, caller));
  }

  @ResolveField()
  aliases(@Parent() row: OrganisationRow, @Args() args: AsOf, @CurrentCaller() caller: Caller): readonly string[] {
    return aliasesOn(row, dayOf(args, caller));
  }

  @ResolveField()
  parent(@Parent() { parents }: OrganisationRow, @Args() args: AsOf, @CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders) {
    return this.found(factOf(parents, dayOf(args, caller))?.parentId, caller, loaders);
  }

  @ResolveField()
  parents(@Parent() { parents }: OrganisationRow, @CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders) {
    return parents.map(({ parentId, ...days }) => ({ ...days, organisation: () => this.found(parentId, caller, loaders) }));
  }

  @ResolveField()
  children(
    @Parent() { id }: OrganisationRow,
    @Args() args: PageArguments & AsOf & { readonly kind?: OrganisationKind | null },
    @CurrentCaller() caller: Caller,
  ) {
    const question = { parentId: id, ...(args.kind != null && { kind: args.kind }), state: 'LIVING' as const };
    return this.page(caller, { ...question, asOf: dayOf(args, caller) }, args);
  }

  @ResolveField()
  leadingUnit(
    @Parent() { leaders }: OrganisationRow,
    @Args() args: AsOf,
    @CurrentCaller() caller: Caller,
    @CurrentLoaders() loaders: Loaders,
  ) {
    return this.found(factOf(leaders, dayOf(args, caller))?.unitId, caller, loaders);
  }

  @ResolveField()
  leadingUnits(@Parent() { leaders }: OrganisationRow, @CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders) {
    return leaders.map(({ unitId, ...days }) => ({ ...days, unit: () => this.found(unitId, caller, loaders) }));
  }

  @ResolveField()
  state(@Parent() { from, to }: OrganisationRow, @Args() args: AsOf, @CurrentCaller() caller: Caller): 'NOT_YET' | 'LIVING' | 'ENDED' {
    const day = dayOf(args, caller);
    if (to !== undefined && to <= day) return 'ENDED';
    return from !== undefined && day < from ? 'NOT_YET' : 'LIVING';
  }

  @ResolveField()
  predecessors(@Parent() { predecessors }: OrganisationRow, @CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders) {
    return predecessors.map(({ organisationId, ...rest }) => ({
      ...rest,
      organisation: () => this.found(organisationId, caller, loaders),
    }));
  }

  @ResolveField()
  successors(@Parent() { successors }: OrganisationRow, @CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders) {
    return successors.map(({ organisationId, ...rest }) => ({ ...rest, organisation: () => this.found(organisationId, caller, loaders) }));
  }

  @ResolveField()
  async standIns(
    @Parent() { id }: OrganisationRow,
    @Args() args: AsOf,
    @CurrentCaller() caller: Caller,
    @CurrentLoaders() loaders: Loaders,
  ) {
    const ids = successorsOf(id, await this.list.everything(caller, loaders), dayOf(args, caller));
    return this.list.several(caller, loaders, ids);
  }

  @ResolveField()
  availableActions(@Parent() row: OrganisationRow, @CurrentCaller() caller: Caller) {
    const reorganise = { permission: reorganisation.needs.MergeOrganisations, whyNot: whyNot('DissolveOrganisation', row, caller.today) };
    return availableActions(caller, { units: [row.id] }, [
      ...organisationActions.map((type) => ({
        type,
        mutation: type === 'AddAlias' ? 'addOrganisationAlias' : undefined,
        permission: aggregate.needs[type],
        whyNot: whyNot(type, row, caller.today),
      })),
      { type: 'MergeOrganisations', ...reorganise },
      { type: 'SplitOrganisation', ...reorganise },
    ]);
  }

  @ResolveField()
  timeline(@Parent() { id }: OrganisationRow, @Args() page: PageArguments, @CurrentCaller() caller: Caller) {
    return this.timelines.of(caller, aggregate.events, id, page);
  }

  private async page(caller: Caller, question: OrganisationQuestion, page: PageArguments) {
    const found = await this.list.list(caller, question, pageRequest(page));
    return toConnection(
      found,
      (row) => row,
      async () => (await this.list.count(caller, question)) as { count: number; exact: boolean },
    );
  }

  private async found(id: string | null | undefined, caller: Caller, loaders: Loaders): Promise<OrganisationRow | null> {
    return id == null ? null : ((await this.list.one(caller, loaders, id)) ?? null);
  }
}

export const dayOf = ({ asOf }: AsOf, { today }: Pick<Caller, 'today'>): string => asOf ?? today;
