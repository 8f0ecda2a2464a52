import { type DatedName, supersede, type Validity } from '@laurel/contracts';
import { assertNever } from '@laurel/event-sourcing';
import { cut } from '../cut.js';
import type { PersonEvent } from './person.events.js';

interface Known {
  readonly id: string;
  readonly from: string;
  readonly names: readonly DatedName[];
  readonly birthDate: string | null;
  readonly units: readonly (Validity & { readonly unitId: string })[];
}

export type Person =
  | { readonly status: 'NOT_REGISTERED' }
  | (Known & { readonly status: 'SERVING' })
  | (Known & { readonly status: 'LEFT'; readonly leftOn: string });

export const notRegistered: Person = { status: 'NOT_REGISTERED' };

export const evolve = (state: Person, event: PersonEvent): Person => {
  if (event.type === 'PersonRegistered') {
    const { personId: id, name, birthDate, unitId, from } = event.data;
    return { status: 'SERVING', id, from, names: [{ name, from }], birthDate, units: [{ unitId, from }] };
  }
  if (state.status === 'NOT_REGISTERED') return state;
  switch (event.type) {
    case 'PersonRenamed':
      return { ...state, names: supersede(state.names, { name: event.data.name, from: event.data.from }) };
    case 'BirthDateCorrected':
      return { ...state, birthDate: event.data.birthDate };
    case 'PersonTransferred': {
      const { id, from, names, birthDate } = state; // who comes back serves again
      return { status: 'SERVING', id, from, names, birthDate, units: supersede(state.units, event.data) };
    }
    case 'PersonLeft':
      return { ...state, status: 'LEFT', leftOn: event.data.on, units: cut(state.units, event.data.on) };
    default:
      return assertNever(event);
  }
};
