import { factOf } from '@laurel/contracts';
import { type Caller, CurrentCaller, CurrentLoaders, type Loaders } from '@laurel/subgraph';
import { Query, Resolver } from '@nestjs/graphql';
import { DelegationListQueries } from '../delegation-list/delegation-list.queries.js';
import { OrganisationListQueries } from '../organisation-list/organisation-list.queries.js';
import { PersonListQueries } from '../person-list/person-list.queries.js';

/** Who the caller is. The person is read in the caller's own name: one may know oneself. */
@Resolver('Viewer')
export class ViewerResolver {
  constructor(
    private readonly people: PersonListQueries,
    private readonly organisations: OrganisationListQueries,
    private readonly delegations: DelegationListQueries,
  ) {}

  @Query()
  async viewer(@CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders) {
    const id = 'person' in caller.actor ? caller.actor.person : '';
    const person = await this.people.oneself(caller.tenant, id);
    const unit = person && factOf(person.units, caller.today)?.unitId;
    const units = (ids: readonly string[]) => () => this.organisations.several(caller, loaders, [...new Set(ids)]);
    // Functions: a field that is not asked for asks nothing.
    return {
      id,
      person: person ?? null,
      units: units([...(unit === undefined ? [] : [unit]), ...caller.roles.flatMap(({ units: of }) => of)]),
      roles: caller.roles.map(({ role, units: of }) => ({ role, units: units(of) })),
      delegations: () => this.delegations.inForceFor(caller.tenant, id, caller.today),
    };
  }
}
