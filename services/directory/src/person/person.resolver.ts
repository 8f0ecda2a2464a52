import { factOf } from '@laurel/contracts';
import { reaches } from '@laurel/event-sourcing';
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
import type { DirectoryPermission } from '../directory.permissions.js';
import { OfficeListQueries } from '../office-list/office-list.queries.js';
import { dayOf } from '../organisation/organisation.resolver.js';
import { OrganisationListQueries } from '../organisation-list/organisation-list.queries.js';
import type { PersonRow } from '../person-list/person-list.collection.js';
import { PersonListQueries } from '../person-list/person-list.queries.js';
import { Timelines } from '../timeline/timeline.resolver.js';
import { personActions, whyNot } from './person.actions.js';
import { person as aggregate } from './person.decider.js';

interface AsOf {
  readonly asOf?: string | null;
}

@Resolver('Person')
export class PersonResolver {
  constructor(
    private readonly list: PersonListQueries,
    private readonly organisations: OrganisationListQueries,
    private readonly officesHeld: OfficeListQueries,
    private readonly timelines: Timelines,
  ) {}

  @Query()
  async people(@Args() args: PageArguments & AsOf & { readonly unitId?: string | null }, @CurrentCaller() caller: Caller) {
    const question = { unitId: args.unitId ?? undefined, asOf: dayOf(args, caller) };
    const page = await this.list.list(caller, question, pageRequest(args));
    return toConnection(page, (row) => row, ...(question.unitId === undefined ? [() => this.list.count(caller)] : []));
  }

  /** A search tells names by what it finds: it is for those who may read them. */
  @Query()
  async searchPeople(@Args() args: PageArguments & { readonly text: string }, @CurrentCaller() caller: Caller) {
    const names = { reach: () => caller.reach('person.readName' satisfies DirectoryPermission) };
    return toConnection(await this.list.search(names, args.text, pageRequest(args)), (row) => row);
  }

  @Query()
  person(@Args('id') id: string, @CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders) {
    return this.list.one(caller, loaders, id);
  }

  @ResolveReference()
  reference(@Parent() { id }: { readonly id: string }, @CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders) {
    return this.list.one(caller, loaders, id);
  }

  @ResolveField()
  name(@Parent() row: PersonRow, @CurrentCaller() caller: Caller): string {
    return mayRead(caller, 'person.readName', row) ? row.name : initialsOf(row.name);
  }

  @ResolveField()
  birthDate(@Parent() row: PersonRow, @CurrentCaller() caller: Caller): string | null {
    return mayRead(caller, 'person.readBirthDate', row) ? row.birthDate : null;
  }

  @ResolveField()
  async unit(@Parent() { units }: PersonRow, @Args() args: AsOf, @CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders) {
    const unitId = factOf(units, dayOf(args, caller))?.unitId;
    return unitId === undefined ? null : this.organisations.one(caller, loaders, unitId);
  }

  @ResolveField()
  units(@Parent() { units }: PersonRow, @CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders) {
    return units.map(({ unitId, ...days }) => ({ ...days, organisation: () => this.organisations.one(caller, loaders, unitId) }));
  }

  @ResolveField()
  offices(@Parent() { id }: PersonRow, @Args() args: AsOf, @CurrentCaller() caller: Caller) {
    return this.officesHeld.heldBy(caller, id, dayOf(args, caller));
  }

  @ResolveField()
  availableActions(@Parent() row: PersonRow, @CurrentCaller() caller: Caller) {
    return availableActions(
      caller,
      { person: row.id, units: row.ownerIds },
      personActions.map((type) => ({ type, permission: aggregate.needs[type], whyNot: whyNot(type, row, caller.today) })),
    );
  }

  @ResolveField()
  timeline(@Parent() { id }: PersonRow, @Args() page: PageArguments, @CurrentCaller() caller: Caller) {
    return this.timelines.of(caller, aggregate.events, id, page);
  }
}

/** One's own is always one's own to read. */
const mayRead = (caller: Caller, permission: DirectoryPermission, { id, ownerIds }: PersonRow): boolean =>
  ('person' in caller.actor && caller.actor.person === id) ||
  (caller.may(permission) && reaches(caller.reach(permission), { person: id, units: ownerIds }));

/** Người Mẫu 01 → N. M. 0. */
const initialsOf = (name: string): string =>
  name
    .split(' ')
    .map((word) => `${[...word][0] ?? ''}.`)
    .join(' ');
