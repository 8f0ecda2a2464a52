import { type DatedName, type OrganisationKind, supersede, type Validity } from '@laurel/contracts';
import { assertNever } from '@laurel/event-sourcing';
import { cut } from '../cut.js';
import { firstNames, renamed, since, withAlias } from '../naming.js';
import type { OrganisationEvent, Related } from './organisation.events.js';

type Relation = Related[number] & { readonly on: string };

/** What is known of an organisation, each fact with its days. */
export interface Registered {
  readonly id: string;
  readonly code: string;
  readonly kind: OrganisationKind;
  readonly from?: string | undefined;
  readonly names: readonly DatedName[];
  readonly aliases: readonly DatedName[];
  readonly parents: readonly (Validity & { readonly parentId: string | null })[];
  /** Of a cluster: the unit that leads it. */
  readonly leaders: readonly (Validity & { readonly unitId: string })[];
  readonly predecessors: readonly Relation[];
  readonly successors: readonly Relation[];
}

/** ENDED says that the end is fixed; whether it has come depends on the day that is asked for. */
export type Organisation =
  | { readonly status: 'NOT_REGISTERED' }
  | (Registered & { readonly status: 'LIVING' })
  | (Registered & { readonly status: 'ENDED'; readonly to: string });

export type There = Exclude<Organisation, { status: 'NOT_REGISTERED' }>;

export const notRegistered: Organisation = { status: 'NOT_REGISTERED' };

export const evolve = (state: Organisation, event: OrganisationEvent): Organisation => {
  if (event.type === 'OrganisationRegistered') {
    const { organisationId: id, code, kind, name, aliases, parentId, from } = event.data;
    const known = { id, code, kind, ...since(from), ...firstNames(name, aliases, from) };
    return { status: 'LIVING', ...known, parents: [{ parentId, ...since(from) }], leaders: [], predecessors: [], successors: [] };
  }
  if (state.status === 'NOT_REGISTERED') return state;
  switch (event.type) {
    case 'OrganisationRenamed':
      return within({ ...state, ...renamed(state, event.data) });
    case 'AliasAdded':
      return within({ ...state, ...withAlias(state, event.data) });
    case 'OrganisationMoved':
      return within({ ...state, parents: supersede(state.parents, { parentId: event.data.parentId, from: event.data.from }) });
    case 'LeadingUnitAppointed': {
      const { unitId, from } = event.data;
      return within({ ...state, leaders: supersede(state.leaders, { unitId, ...since(from) }) });
    }
    case 'OrganisationMerged':
    case 'OrganisationDissolved':
      return within({ ...succeeded(state, event.data), status: 'ENDED', to: event.data.on });
    case 'OrganisationSplit':
      return event.data.goesOn
        ? succeeded(state, event.data)
        : within({ ...succeeded(state, event.data), status: 'ENDED', to: event.data.on });
    case 'OrganisationSucceeded': {
      const { predecessors, on } = event.data;
      return { ...state, predecessors: [...state.predecessors, ...predecessors.map((one) => ({ ...one, on }))] };
    }
    default:
      return assertNever(event);
  }
};

const succeeded = <State extends There>(
  state: State,
  { successors, on }: { readonly successors: Related; readonly on: string },
): State => ({
  ...state,
  successors: [...state.successors, ...successors.map((one) => ({ ...one, on }))],
});

const within = (state: There): There =>
  state.status === 'LIVING'
    ? state
    : {
        ...state,
        names: cut(state.names, state.to),
        aliases: cut(state.aliases, state.to),
        parents: cut(state.parents, state.to),
        leaders: cut(state.leaders, state.to),
      };
