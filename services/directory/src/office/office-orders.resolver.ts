import type { Handled, Platform } from '@laurel/event-sourcing';
import { Execute, PLATFORM } from '@laurel/event-sourcing/nest';
import { answered, type Caller, CurrentCaller } from '@laurel/subgraph';
import { Inject } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { holdCodesFor } from '../codes.js';
import type {
  AbolishOfficeInput,
  AddOfficeAliasInput,
  AssignOfficeInput,
  DefineOfficeInput,
  RenameOfficeInput,
  VacateOfficeInput,
} from '../generated/schema.js';
import { given, line, lines } from '../input.js';
import { officeRow } from '../office-list/office-list.projection.js';
import { References } from '../references.js';
import type { OfficeCommand } from './office.commands.js';
import { office } from './office.decider.js';
import type { OfficeEvent } from './office.events.js';
import type { Office } from './office.state.js';

@Resolver('Office')
export class OfficeOrdersResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly references: References,
    @Inject(PLATFORM) private readonly platform: Platform,
  ) {}

  @Mutation()
  async defineOffice(@Args('input') input: DefineOfficeInput, @CurrentCaller() caller: Caller) {
    const { code, organisationId, from } = input;
    const organisation =
      organisationId == null ? null : await this.references.organisation(caller.tenant, organisationId, from ?? caller.today);
    const named = { code, name: line(input.name, 'name'), aliases: lines(input.aliases, 'aliases') };
    const data = { ...named, organisation, ...given({ from }) };
    const { id, order } = caller.create(office, 'off', 'DefineOffice', (officeId) => ({ officeId, ...data }), input);
    await holdCodesFor(this.platform, office, id, order, [code]);
    return this.send(id, order, caller);
  }

  @Mutation()
  renameOffice(@Args('input') input: RenameOfficeInput, @CurrentCaller() caller: Caller) {
    const { officeId: id, from, basis } = input;
    const data = { name: line(input.name, 'name'), from, ...given({ basis }) };
    return this.send(id, caller.order(office, id, 'RenameOffice', data, input), caller);
  }

  @Mutation()
  addOfficeAlias(@Args('input') input: AddOfficeAliasInput, @CurrentCaller() caller: Caller) {
    const { officeId: id, from } = input;
    return this.send(
      id,
      caller.order(office, id, 'AddOfficeAlias', { alias: line(input.alias, 'alias'), ...given({ from }) }, input),
      caller,
    );
  }

  @Mutation()
  async assignOffice(@Args('input') input: AssignOfficeInput, @CurrentCaller() caller: Caller) {
    const { officeId: id, personId, from, to, basis } = input;
    const person = await this.references.person(caller.tenant, personId);
    return this.send(id, caller.order(office, id, 'AssignOffice', { person, from, ...given({ to, basis }) }, input), caller);
  }

  @Mutation()
  vacateOffice(@Args('input') input: VacateOfficeInput, @CurrentCaller() caller: Caller) {
    const { officeId: id, on, basis } = input;
    return this.send(id, caller.order(office, id, 'VacateOffice', { on, ...given({ basis }) }, input), caller);
  }

  @Mutation()
  abolishOffice(@Args('input') input: AbolishOfficeInput, @CurrentCaller() caller: Caller) {
    const { officeId: id, on, basis } = input;
    return this.send(id, caller.order(office, id, 'AbolishOffice', { on, ...given({ basis }) }, input), caller);
  }

  private async send(id: string, order: OfficeCommand, caller: Caller) {
    const done: Handled<Office, OfficeEvent> = await this.commands.execute(new Execute(office, id, order));
    return { office: officeRow(caller.tenant, done.revision, done.state), ...answered('directory', done) };
  }
}
