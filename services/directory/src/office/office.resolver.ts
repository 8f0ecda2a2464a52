import { factOf } from '@laurel/contracts';
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
import { exactlyOne } from '../input.js';
import { aliasesOn, nameOn } from '../naming.js';
import type { OfficeRow } from '../office-list/office-list.collection.js';
import { OfficeListQueries } from '../office-list/office-list.queries.js';
import { dayOf } from '../organisation/organisation.resolver.js';
import { OrganisationListQueries } from '../organisation-list/organisation-list.queries.js';
import type { PersonRow } from '../person-list/person-list.collection.js';
import { PersonListQueries } from '../person-list/person-list.queries.js';
import { Timelines } from '../timeline/timeline.resolver.js';
import { officeActions, whyNot } from './office.actions.js';
import { office as aggregate } from './office.decider.js';

interface AsOf {
  readonly asOf?: string | null;
}
interface Which {
  readonly id?: string | null;
  readonly code?: string | null;
}

@Resolver('Office')
export class OfficeResolver {
  constructor(
    private readonly list: OfficeListQueries,
    private readonly organisations: OrganisationListQueries,
    private readonly people: PersonListQueries,
    private readonly timelines: Timelines,
  ) {}

  @Query()
  async offices(@Args() args: PageArguments & { readonly organisationId?: string | null }, @CurrentCaller() caller: Caller) {
    const organisationId = args.organisationId ?? undefined;
    const page = await this.list.list(caller, organisationId, pageRequest(args));
    return toConnection(
      page,
      (row) => row,
      () => this.list.count(caller, organisationId),
    );
  }

  @Query()
  office(@Args() { id, code }: Which, @CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders) {
    exactlyOne({ id, code });
    return id != null ? this.list.one(caller, loaders, id) : this.list.byCode(caller, code!);
  }

  @Query()
  async officeHolder(@Args() args: Which & AsOf, @CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders) {
    const row = await this.office(args, caller, loaders);
    return row ? this.holder(row, args, caller, loaders) : null;
  }

  @ResolveReference()
  reference(@Parent() { id }: { readonly id: string }, @CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders) {
    return this.list.one(caller, loaders, id);
  }

  @ResolveField()
  name(@Parent() row: OfficeRow, @Args() args: AsOf, @CurrentCaller() caller: Caller): string {
    return nameOn(row, dayOf(args, caller));
  }

  @ResolveField()
  aliases(@Parent() row: OfficeRow, @Args() args: AsOf, @CurrentCaller() caller: Caller): readonly string[] {
    return aliasesOn(row, dayOf(args, caller));
  }

  @ResolveField()
  async organisation(@Parent() { organisationId }: OfficeRow, @CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders) {
    return organisationId === null ? null : this.organisations.one(caller, loaders, organisationId);
  }

  @ResolveField()
  holder(@Parent() { holders }: OfficeRow, @Args() args: AsOf, @CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders) {
    return this.found(factOf(holders, dayOf(args, caller))?.personId, caller, loaders);
  }

  @ResolveField()
  holders(@Parent() { holders }: OfficeRow, @CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders) {
    return holders.map(({ personId, ...days }) => ({ ...days, person: () => this.found(personId, caller, loaders) }));
  }

  @ResolveField()
  availableActions(@Parent() row: OfficeRow, @CurrentCaller() caller: Caller) {
    const { from, to: abolishedOn, holders } = row;
    const held = factOf(holders, caller.today) !== undefined;
    return availableActions(
      caller,
      { units: row.organisationIds },
      officeActions.map((type) => ({
        type,
        permission: aggregate.needs[type],
        whyNot: whyNot(type, { from, abolishedOn, held }, caller.today),
      })),
    );
  }

  @ResolveField()
  timeline(@Parent() { id }: OfficeRow, @Args() page: PageArguments, @CurrentCaller() caller: Caller) {
    return this.timelines.of(caller, aggregate.events, id, page);
  }

  private async found(id: string | undefined, caller: Caller, loaders: Loaders): Promise<PersonRow | null> {
    return id === undefined ? null : ((await this.people.one(caller, loaders, id)) ?? null);
  }
}
