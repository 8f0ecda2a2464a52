import { type Handled, notFound } from '@laurel/event-sourcing';
import { Execute } from '@laurel/event-sourcing/nest';
import {
  answered,
  availableActions,
  badInput,
  type Caller,
  CurrentCaller,
  CurrentLoaders,
  forbidden,
  type Loaders,
  type PageArguments,
  pageRequest,
  toConnection,
} from '@laurel/subgraph';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Parent, Query, ResolveField, ResolveReference, Resolver } from '@nestjs/graphql';
import type { DelegationRow } from '../delegation-list/delegation-list.collection.js';
import { delegationRow } from '../delegation-list/delegation-list.projection.js';
import { DelegationListQueries } from '../delegation-list/delegation-list.queries.js';
import type { DelegatedRoleInput, GrantDelegationInput, RevokeDelegationInput } from '../generated/schema.js';
import { given, line } from '../input.js';
import { OrganisationListQueries } from '../organisation-list/organisation-list.queries.js';
import type { PersonRow } from '../person-list/person-list.collection.js';
import { PersonListQueries } from '../person-list/person-list.queries.js';
import { References } from '../references.js';
import { Timelines } from '../timeline/timeline.resolver.js';
import { whyNotRevoke } from './delegation.actions.js';
import type { DelegationCommand } from './delegation.commands.js';
import { delegation as aggregate } from './delegation.decider.js';
import type { DelegationEvent } from './delegation.events.js';
import type { Delegation } from './delegation.state.js';

@Resolver('Delegation')
export class DelegationResolver {
  constructor(
    private readonly list: DelegationListQueries,
    private readonly people: PersonListQueries,
    private readonly organisations: OrganisationListQueries,
    private readonly timelines: Timelines,
    private readonly commands: CommandBus,
    private readonly references: References,
  ) {}

  @Query()
  async delegations(
    @Args() args: PageArguments & { readonly principalId?: string | null; readonly delegateId?: string | null },
    @CurrentCaller() caller: Caller,
  ) {
    const { principalId, delegateId } = args;
    if (principalId != null && delegateId != null) throw badInput(['delegateId'], 'give one of principalId and delegateId');
    const side = principalId != null ? { principalId } : delegateId != null ? { delegateId } : undefined;
    return toConnection(
      await this.list.list(caller, side, pageRequest(args)),
      (row) => row,
      () => this.list.count(caller, side),
    );
  }

  @Query()
  delegation(@Args('id') id: string, @CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders) {
    return this.list.one(caller, loaders, id);
  }

  @ResolveReference()
  reference(@Parent() { id }: { readonly id: string }, @CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders) {
    return this.list.one(caller, loaders, id);
  }

  @ResolveField()
  principal(@Parent() { principalId }: DelegationRow, @CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders) {
    return this.found(principalId, caller, loaders);
  }

  @ResolveField()
  delegate(@Parent() { delegateId }: DelegationRow, @CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders) {
    return this.found(delegateId, caller, loaders);
  }

  @ResolveField()
  units(@Parent() { unitIds }: DelegationRow, @CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders) {
    return this.organisations.several(caller, loaders, unitIds);
  }

  @ResolveField()
  roles(@Parent() { roles }: DelegationRow, @CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders) {
    // A function: units that are not asked for are not looked up.
    return roles.map(({ role, units }) => ({ role, units: () => this.organisations.several(caller, loaders, units) }));
  }

  @ResolveField()
  availableActions(@Parent() { principalId, revoked, to }: DelegationRow, @CurrentCaller() caller: Caller) {
    const permission = aggregate.needs.RevokeDelegation;
    return availableActions(caller, { person: principalId }, [
      { type: 'RevokeDelegation', permission, whyNot: whyNotRevoke({ revoked, to }, caller.today) },
    ]);
  }

  @ResolveField()
  timeline(@Parent() { id }: DelegationRow, @Args() page: PageArguments, @CurrentCaller() caller: Caller) {
    return this.timelines.of(caller, aggregate.events, id, page);
  }

  @Mutation()
  async grantDelegation(@Args('input') input: GrantDelegationInput, @CurrentCaller() caller: Caller) {
    const { form, principalId, delegateId, permissions, unitIds = [], from, to, basis } = input;
    withinReach(principalId, caller);
    const data = {
      form,
      principal: await this.references.person(caller.tenant, principalId),
      delegate: await this.references.person(caller.tenant, delegateId),
      roles: rolesOf(principalId, input.roles ?? [], caller),
      permissions,
      units: await this.references.organisations(caller.tenant, unitIds, from),
      from,
      ...given({ to, basis }),
    };
    const { id, order } = caller.create(aggregate, 'dlg', 'GrantDelegation', (delegationId) => ({ delegationId, ...data }), input);
    return this.send(id, order, caller);
  }

  @Mutation()
  revokeDelegation(@Args('input') input: RevokeDelegationInput, @CurrentCaller() caller: Caller) {
    const { delegationId: id, on } = input;
    return this.send(id, caller.order(aggregate, id, 'RevokeDelegation', { on, reason: line(input.reason, 'reason') }, input), caller);
  }

  private async send(id: string, order: DelegationCommand, caller: Caller) {
    const done: Handled<Delegation, DelegationEvent> = await this.commands.execute(new Execute(aggregate, id, order));
    return { delegation: delegationRow(caller.tenant, done.revision, done.state), ...answered('directory', done) };
  }

  private async found(id: string, caller: Caller, loaders: Loaders): Promise<PersonRow | null> {
    return caller.may('person.read') ? ((await this.people.one(caller, loaders, id)) ?? null) : null;
  }
}

/** Nobody hands on what they hold for another, nor gives away what is out of their reach. */
const withinReach = (principalId: string, { actor, reach }: Caller): void => {
  const { person } = reach('delegation.grant');
  if ('person' in actor && actor.actingFor !== undefined) throw forbidden('delegation.grant');
  if (person !== undefined && person !== principalId) throw notFound();
};

/** One's own roles are those of the token; those of somebody else have to be named. */
const rolesOf = (principalId: string, named: readonly DelegatedRoleInput[], { actor, roles }: Caller) => {
  if (!('person' in actor) || actor.person !== principalId) return named.map(({ role, unitIds = [] }) => ({ role, units: unitIds }));
  if (named.length > 0) throw badInput(['input', 'roles'], 'your own are those that you hold: leave them out');
  return roles;
};
