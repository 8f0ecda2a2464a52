import type { Handled, Platform } from '@laurel/event-sourcing';
import { Execute, PLATFORM } from '@laurel/event-sourcing/nest';
import { answered, type Caller, CurrentCaller } from '@laurel/subgraph';
import { Inject } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { holdCodesFor } from '../codes.js';
import type {
  AddOrganisationAliasInput,
  AppointLeadingUnitInput,
  DissolveOrganisationInput,
  MoveOrganisationInput,
  RegisterOrganisationInput,
  RenameOrganisationInput,
} from '../generated/schema.js';
import { given, line, lines } from '../input.js';
import { organisationRow } from '../organisation-list/organisation-list.projection.js';
import { References } from '../references.js';
import type { OrganisationCommand } from './organisation.commands.js';
import { organisation } from './organisation.decider.js';
import type { OrganisationEvent } from './organisation.events.js';
import type { Organisation } from './organisation.state.js';

@Resolver('Organisation')
export class OrganisationOrdersResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly references: References,
    @Inject(PLATFORM) private readonly platform: Platform,
  ) {}

  @Mutation()
  async registerOrganisation(@Args('input') input: RegisterOrganisationInput, @CurrentCaller() caller: Caller) {
    const { code, kind, parentId, from } = input;
    const day = from ?? caller.today;
    const data = {
      code,
      kind,
      name: line(input.name, 'name'),
      aliases: lines(input.aliases, 'aliases'),
      parent: parentId == null ? null : await this.references.organisation(caller.tenant, parentId, day),
      ...given({ from }),
    };
    const { id, order } = caller.create(
      organisation,
      'org',
      'RegisterOrganisation',
      (organisationId) => ({ organisationId, ...data }),
      input,
    );
    await holdCodesFor(this.platform, organisation, id, order, [code]);
    return this.send(id, order, caller);
  }

  @Mutation()
  renameOrganisation(@Args('input') input: RenameOrganisationInput, @CurrentCaller() caller: Caller) {
    const { organisationId: id, from, basis } = input;
    const data = { name: line(input.name, 'name'), from, ...given({ basis }) };
    return this.send(id, caller.order(organisation, id, 'RenameOrganisation', data, input), caller);
  }

  @Mutation()
  addOrganisationAlias(@Args('input') input: AddOrganisationAliasInput, @CurrentCaller() caller: Caller) {
    const { organisationId: id, from, to } = input;
    const data = { alias: line(input.alias, 'alias'), ...given({ from, to }) };
    return this.send(id, caller.order(organisation, id, 'AddAlias', data, input), caller);
  }

  @Mutation()
  async moveOrganisation(@Args('input') input: MoveOrganisationInput, @CurrentCaller() caller: Caller) {
    const { organisationId: id, parentId, from, basis } = input;
    const parent = parentId == null ? null : await this.references.organisation(caller.tenant, parentId, from);
    return this.send(id, caller.order(organisation, id, 'MoveOrganisation', { parent, from, ...given({ basis }) }, input), caller);
  }

  @Mutation()
  async appointLeadingUnit(@Args('input') input: AppointLeadingUnitInput, @CurrentCaller() caller: Caller) {
    const { clusterId: id, unitId, from, basis } = input;
    const unit = await this.references.organisation(caller.tenant, unitId, from);
    return this.send(id, caller.order(organisation, id, 'AppointLeadingUnit', { unit, from, ...given({ basis }) }, input), caller);
  }

  @Mutation()
  async dissolveOrganisation(@Args('input') input: DissolveOrganisationInput, @CurrentCaller() caller: Caller) {
    const { organisationId: id, on, successorIds = [], basis } = input;
    const successors = await this.references.organisations(caller.tenant, successorIds, on);
    return this.send(id, caller.order(organisation, id, 'DissolveOrganisation', { on, successors, ...given({ basis }) }, input), caller);
  }

  private async send(id: string, order: OrganisationCommand, caller: Caller) {
    const done: Handled<Organisation, OrganisationEvent> = await this.commands.execute(new Execute(organisation, id, order));
    return { organisation: organisationRow(caller.tenant, done.revision, done.state), ...answered('directory', done) };
  }
}
