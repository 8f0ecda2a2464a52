import type { EventsOf } from '@laurel/event-sourcing';
import { z } from 'zod';
import { dated, type organisationContract, organisationKind } from './organisation-contract.js';
import { day, supersede, validity } from './time.js';

export type OrganisationEvent = EventsOf<typeof organisationContract>;

const related = z.array(z.object({ organisationId: z.string(), share: z.enum(['WHOLE', 'PART']), on: day })).readonly();

/** An organisation with all that was and will be: what a local copy keeps, and what groups and successors are worked out from. */
export const organisationInTime = z.object({
  id: z.string(),
  code: z.string(),
  kind: organisationKind,
  names: z.array(dated).readonly(),
  aliases: z.array(dated).readonly(),
  parents: z.array(z.object({ parentId: z.string().nullable(), ...validity })).readonly(),
  /** Of a cluster: who leads it. */
  leaders: z.array(z.object({ unitId: z.string(), ...validity })).readonly(),
  ...validity,
  successors: related,
  predecessors: related,
});
export type OrganisationInTime = z.infer<typeof organisationInTime>;

/**
 * Folds the published events of one organisation. Its stream comes in order, so whatever comes before its registration is a fault of
 * the sender: throws `Error`, and the consumer parks the key.
 */
export const evolveOrganisation = (state: OrganisationInTime | undefined, event: OrganisationEvent): OrganisationInTime => {
  if (event.type === 'OrganisationRegistered') {
    const { organisationId: id, parentId, from, ...rest } = event.data;
    const since = from === undefined ? {} : { from };
    return { id, ...rest, ...since, parents: [{ parentId, ...since }], leaders: [], successors: [], predecessors: [] };
  }
  if (!state) throw new Error(`${event.type} of ${event.data.organisationId} came before its registration`);
  switch (event.type) {
    case 'OrganisationRenamed':
      return { ...state, names: supersede(state.names, { name: event.data.name, from: event.data.from }) };
    case 'OrganisationAliasAdded': {
      const { organisationId: _, ...alias } = event.data;
      return { ...state, aliases: [...state.aliases, alias] };
    }
    case 'OrganisationMoved':
      return { ...state, parents: supersede(state.parents, { parentId: event.data.parentId, from: event.data.from }) };
    case 'ClusterLeaderAppointed': {
      const { organisationId: _, ...leader } = event.data;
      return { ...state, leaders: supersede(state.leaders, leader) };
    }
    case 'OrganisationMerged':
    case 'OrganisationDissolved':
      return succeeded(state, event.data, true);
    case 'OrganisationSplit':
      return succeeded(state, event.data, !event.data.goesOn);
    case 'OrganisationSucceeded': {
      const { on, predecessors } = event.data;
      return { ...state, predecessors: [...state.predecessors, ...predecessors.map((predecessor) => ({ ...predecessor, on }))] };
    }
  }
};

type End = Extract<OrganisationEvent, { type: 'OrganisationDissolved' }>['data'];

const succeeded = (state: OrganisationInTime, { on, successors }: End, ends: boolean): OrganisationInTime => ({
  ...state,
  ...(ends && { to: on }),
  successors: [...state.successors, ...successors.map((successor) => ({ ...successor, on }))],
});
