import { idOf, type Recorded } from '@laurel/event-sourcing';
import { alter, projection, put, vietnameseSortKey } from '@laurel/read-models';
import { type PersonEvent, personEvents } from '../person/person.events.js';
import { evolve, notRegistered, type Person } from '../person/person.state.js';
import { personList, type PersonRow } from './person-list.collection.js';

const changed = (event: Recorded<PersonEvent>) =>
  alter<PersonRow>(idOf(event.stream), (row) => personRow(row.tenant, event.revision, evolve(stateOf(row), event)));

export const personListProjection = projection(personList).from(personEvents, {
  PersonRegistered: (event) => put(personRow(event.metadata.tenant, event.revision, evolve(notRegistered, event))),
  PersonRenamed: changed,
  BirthDateCorrected: changed,
  PersonTransferred: changed,
  PersonLeft: changed,
});

// Only the last name is kept: a list shows people as they are called now.
const stateOf = ({ name, leftOn, ...row }: PersonRow): Person => {
  const known = { ...row, names: [{ name, from: row.from }] };
  return leftOn === undefined ? { ...known, status: 'SERVING' } : { ...known, status: 'LEFT', leftOn };
};

/** The row of a state: a mutation answers with it before the list knows. */
export const personRow = (tenant: string, version: number, state: Person): PersonRow => {
  if (state.status === 'NOT_REGISTERED') throw new Error('a person who is registered has a state');
  const { id, names, birthDate, units, from } = state;
  const name = names.at(-1)?.name ?? '';
  const last = units.at(-1);
  return {
    id,
    tenant,
    name,
    sortKey: vietnameseSortKey(name),
    birthDate,
    units: [...units],
    unitIds: [...new Set(units.map(({ unitId }) => unitId))],
    ownerIds: last ? [last.unitId] : [],
    from,
    leftOn: state.status === 'LEFT' ? state.leftOn : undefined,
    version,
  };
};
