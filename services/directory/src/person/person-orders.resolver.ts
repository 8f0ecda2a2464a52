import type { Handled } from '@laurel/event-sourcing';
import { Execute } from '@laurel/event-sourcing/nest';
import { answered, type Caller, CurrentCaller } from '@laurel/subgraph';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type {
  CorrectBirthDateInput,
  RecordLeavingInput,
  RegisterPersonInput,
  RenamePersonInput,
  TransferPersonInput,
} from '../generated/schema.js';
import { line } from '../input.js';
import { personRow } from '../person-list/person-list.projection.js';
import { References } from '../references.js';
import type { PersonCommand } from './person.commands.js';
import { person } from './person.decider.js';
import type { PersonEvent } from './person.events.js';
import type { Person } from './person.state.js';

@Resolver('Person')
export class PersonOrdersResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly references: References,
  ) {}

  @Mutation()
  async registerPerson(@Args('input') input: RegisterPersonInput, @CurrentCaller() caller: Caller) {
    const { birthDate = null, unitId, from } = input;
    const unit = await this.references.organisation(caller.tenant, unitId, from);
    const data = { name: line(input.name, 'name'), birthDate, unit, from };
    const { id, order } = caller.create(person, 'per', 'RegisterPerson', (personId) => ({ personId, ...data }), input);
    return this.send(id, order, caller);
  }

  @Mutation()
  renamePerson(@Args('input') input: RenamePersonInput, @CurrentCaller() caller: Caller) {
    const { personId: id, from } = input;
    return this.send(id, caller.order(person, id, 'RenamePerson', { name: line(input.name, 'name'), from }, input), caller);
  }

  @Mutation()
  correctBirthDate(@Args('input') input: CorrectBirthDateInput, @CurrentCaller() caller: Caller) {
    const { personId: id, birthDate = null } = input;
    return this.send(id, caller.order(person, id, 'CorrectBirthDate', { birthDate }, input), caller);
  }

  @Mutation()
  async transferPerson(@Args('input') input: TransferPersonInput, @CurrentCaller() caller: Caller) {
    const { personId: id, unitId, from } = input;
    const unit = await this.references.organisation(caller.tenant, unitId, from);
    return this.send(id, caller.order(person, id, 'TransferPerson', { unit, from }, input), caller);
  }

  @Mutation()
  recordLeaving(@Args('input') input: RecordLeavingInput, @CurrentCaller() caller: Caller) {
    const { personId: id, on } = input;
    return this.send(id, caller.order(person, id, 'RecordLeaving', { on }, input), caller);
  }

  private async send(id: string, order: PersonCommand, caller: Caller) {
    const done: Handled<Person, PersonEvent> = await this.commands.execute(new Execute(person, id, order));
    return { person: personRow(caller.tenant, done.revision, done.state), ...answered('directory', done) };
  }
}
