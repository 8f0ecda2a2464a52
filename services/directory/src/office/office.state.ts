import type { DatedName } from '@laurel/contracts';
import { assertNever } from '@laurel/event-sourcing';
import { cut } from '../cut.js';
import { firstNames, renamed, since, withAlias } from '../naming.js';
import type { OfficeEvent } from './office.events.js';

/** `to` is the first day on which it is over. */
export interface Term {
  readonly personId: string;
  readonly from: string;
  readonly to?: string | undefined;
}

interface Defined {
  readonly id: string;
  readonly code: string;
  readonly organisationId: string | null;
  readonly from?: string | undefined;
  readonly names: readonly DatedName[];
  readonly aliases: readonly DatedName[];
  /** Never two at once. */
  readonly holders: readonly Term[];
}

export type Office =
  | { readonly status: 'NOT_DEFINED' }
  | (Defined & { readonly status: 'STANDING' })
  | (Defined & { readonly status: 'ABOLISHED'; readonly abolishedOn: string });

export const notDefined: Office = { status: 'NOT_DEFINED' };

export const evolve = (state: Office, event: OfficeEvent): Office => {
  if (event.type === 'OfficeDefined') {
    const { officeId: id, code, name, aliases, organisationId, from } = event.data;
    return { status: 'STANDING', id, code, organisationId, ...since(from), ...firstNames(name, aliases, from), holders: [] };
  }
  if (state.status === 'NOT_DEFINED') return state;
  switch (event.type) {
    case 'OfficeRenamed':
      return { ...state, ...renamed(state, event.data) };
    case 'OfficeAliasAdded':
      return { ...state, ...withAlias(state, event.data) };
    case 'OfficeAssigned': {
      const { personId, from, to } = event.data;
      return { ...state, holders: [...state.holders, { personId, from, to }].toSorted((a, b) => (a.from < b.from ? -1 : 1)) };
    }
    case 'OfficeVacated':
      return { ...state, holders: state.holders.flatMap((held) => (covers(held, event.data.on) ? cut([held], event.data.on) : [held])) };
    case 'OfficeAbolished': {
      const { on } = event.data;
      return {
        ...state,
        status: 'ABOLISHED',
        abolishedOn: on,
        names: cut(state.names, on),
        aliases: cut(state.aliases, on),
        holders: cut(state.holders, on),
      };
    }
    default:
      return assertNever(event);
  }
};

/** Whether somebody holds it on the day before: who begins on a day cannot vacate on the same day. */
export const covers = ({ from, to }: Term, day: string): boolean => from < day && (to === undefined || day < to);
