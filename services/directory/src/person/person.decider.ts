import { factOf } from '@laurel/contracts';
import { type Aggregate, assertNever } from '@laurel/event-sourcing';
import { must } from '../must.js';
import { notThere } from '../reference.js';
import { whyNot } from './person.actions.js';
import type { PersonCommand } from './person.commands.js';
import { type PersonEvent, personEvents } from './person.events.js';
import { because } from './person.reasons.js';
import { evolve, notRegistered, type Person } from './person.state.js';

const decide = (command: PersonCommand, state: Person): readonly PersonEvent[] => {
  if (command.type === 'RegisterPerson') {
    if (state.status !== 'NOT_REGISTERED') return [];
    const { unit, ...entry } = command.data;
    must(notThere(unit, entry.from), bornAfter(entry.birthDate, entry.from));
    return [{ type: 'PersonRegistered', data: { ...entry, unitId: unit.id } }];
  }
  if (state.status === 'NOT_REGISTERED') throw new Error(`${command.type} met a stream that nobody's entry began`);
  const days = { from: state.from, leftOn: state.status === 'LEFT' ? state.leftOn : undefined };
  switch (command.type) {
    case 'RenamePerson': {
      const { name, from } = command.data;
      must(whyNot(command.type, days, from));
      return factOf(state.names, from)?.name === name ? [] : [{ type: 'PersonRenamed', data: { personId: state.id, name, from } }];
    }
    case 'CorrectBirthDate': {
      const { birthDate } = command.data;
      must(bornAfter(birthDate, state.from));
      return state.birthDate === birthDate ? [] : [{ type: 'BirthDateCorrected', data: { personId: state.id, birthDate } }];
    }
    case 'TransferPerson': {
      const { unit, from } = command.data;
      must(whyNot(command.type, days, from), notThere(unit, from));
      return factOf(state.units, from)?.unitId === unit.id ? [] : [{ type: 'PersonTransferred', data: { unitId: unit.id, from } }];
    }
    case 'RecordLeaving':
      must(whyNot(command.type, days, command.data.on));
      return [{ type: 'PersonLeft', data: command.data }];
    default:
      return assertNever(command);
  }
};

const bornAfter = (birthDate: string | null, from: string) =>
  birthDate !== null && birthDate >= from ? because('BORN_AFTER_ENTRY') : undefined;

export const person: Aggregate<PersonCommand, Person, PersonEvent> = {
  events: personEvents,
  decider: { initial: notRegistered, decide, evolve },
  // The unit of the last transfer: who moved away is no longer the old unit's to change.
  owner: (state) => {
    if (state.status === 'NOT_REGISTERED') return undefined;
    const unit = state.units.at(-1);
    return { person: state.id, ...(unit && { units: [unit.unitId] }) };
  },
  creates: ['RegisterPerson'],
  needs: {
    RegisterPerson: 'person.register',
    RenamePerson: 'person.change',
    CorrectBirthDate: 'person.change',
    TransferPerson: 'person.change',
    RecordLeaving: 'person.change',
  },
};
