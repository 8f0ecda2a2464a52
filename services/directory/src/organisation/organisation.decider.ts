import { factOf } from '@laurel/contracts';
import { type Aggregate, assertNever, type Reason } from '@laurel/event-sourcing';
import { must } from '../must.js';
import { bearsAlias, bearsName } from '../naming.js';
import { notThere, type Reference } from '../reference.js';
import { type OrganisationAction, whyNot } from './organisation.actions.js';
import type { OrganisationCommand } from './organisation.commands.js';
import { type OrganisationEvent, organisationEvents, type Related } from './organisation.events.js';
import { because } from './organisation.reasons.js';
import { evolve, notRegistered, type Organisation, type There } from './organisation.state.js';

const decide = (command: OrganisationCommand, state: Organisation): readonly OrganisationEvent[] => {
  if (command.type === 'RegisterOrganisation') {
    if (state.status !== 'NOT_REGISTERED') return [];
    const { parent, ...founding } = command.data;
    if (parent) must(...parentReasons(founding.organisationId, parent, founding.from));
    return [{ type: 'OrganisationRegistered', data: { ...founding, parentId: parent?.id ?? null } }];
  }
  if (state.status === 'NOT_REGISTERED') throw new Error(`${command.type} met a stream that no organisation began`);
  switch (command.type) {
    case 'RenameOrganisation': {
      const { name, from } = command.data;
      must(whyNot(command.type, state, from));
      return bearsName(state, name, from) ? [] : [{ type: 'OrganisationRenamed', data: command.data }];
    }
    case 'AddAlias': {
      const { alias, from = beginning(state), to } = command.data;
      must(whyNot(command.type, state, from), to !== undefined && to <= from ? because('ALIAS_ENDS_BEFORE_IT_BEGINS') : undefined);
      return bearsAlias(state, alias, from) ? [] : [{ type: 'AliasAdded', data: command.data }];
    }
    case 'MoveOrganisation': {
      const { parent, from, ...based } = command.data;
      must(whyNot(command.type, state, from), ...(parent ? parentReasons(state.id, parent, from) : []));
      const parentId = parent?.id ?? null;
      return factOf(state.parents, from)?.parentId === parentId ? [] : [{ type: 'OrganisationMoved', data: { ...based, parentId, from } }];
    }
    case 'AppointLeadingUnit': {
      const { unit, from, ...based } = command.data;
      const day = from ?? beginning(state);
      must(whyNot(command.type, state, day), notThere(unit, day));
      if (factOf(state.leaders, day)?.unitId === unit.id) return [];
      return [{ type: 'LeadingUnitAppointed', data: { ...based, unitId: unit.id, ...(from !== undefined && { from }) } }];
    }
    case 'DissolveOrganisation': {
      const { successors, ...rest } = command.data;
      const related = successors.map(({ id }) => ({ organisationId: id, share: 'WHOLE' as const }));
      must(whyNot(command.type, state, rest.on), notItself(state, related), ...successors.map((successor) => notThere(successor, rest.on)));
      return [{ type: 'OrganisationDissolved', data: { ...rest, successors: related } }];
    }
    case 'EndByMerger': {
      const successors = further(state, command.data, true);
      return successors.length === 0 ? [] : [{ type: 'OrganisationMerged', data: { ...command.data, successors } }];
    }
    case 'EndBySplit': {
      const successors = further(state, command.data, !command.data.goesOn);
      return successors.length === 0 ? [] : [{ type: 'OrganisationSplit', data: { ...command.data, successors } }];
    }
    case 'RecordPredecessors': {
      const { on, predecessors } = command.data;
      const known = state.predecessors.filter((one) => one.on === on).map((one) => one.organisationId);
      const others = predecessors.filter(({ organisationId }) => !known.includes(organisationId));
      return others.length === 0 ? [] : [{ type: 'OrganisationSucceeded', data: { ...command.data, predecessors: others } }];
    }
    default:
      return assertNever(command);
  }
};

// Parts of one ward may go to several new ones by several orders of the same day; another day contradicts what stands.
const further = (state: There, { successors, on }: { readonly successors: Related; readonly on: string }, ends: boolean): Related => {
  must(
    state.status === 'ENDED' && (state.to < on || (ends && state.to !== on)) ? because('ORGANISATION_ENDED', { on: state.to }) : undefined,
    state.from !== undefined && on <= state.from ? because('ENDS_BEFORE_IT_BEGINS', { from: state.from }) : undefined,
    notItself(state, successors),
  );
  return successors.filter(({ organisationId }) => !state.successors.some((one) => one.organisationId === organisationId && one.on === on));
};

const notItself = (state: There, successors: Related): Reason | undefined =>
  successors.some(({ organisationId }) => organisationId === state.id) ? because('SUCCESSOR_IS_ITSELF') : undefined;

const parentReasons = (id: string, parent: Reference, day: string | undefined): readonly (Reason | undefined)[] => [
  notThere(parent, day),
  parent.id === id || (parent.seen && parent.seen !== 'UNKNOWN' && parent.seen.ancestors.includes(id))
    ? because('PARENT_CYCLE')
    : undefined,
];

/** Where an order names no day: the first one, which may be unknown and then lies before all that are known. */
const beginning = ({ from }: There): string => from ?? '0001-01-01';

export const organisation: Aggregate<OrganisationCommand, Organisation, OrganisationEvent> = {
  events: organisationEvents,
  decider: { initial: notRegistered, decide, evolve },
  owner: (state) => (state.status === 'NOT_REGISTERED' ? undefined : { units: [state.id] }),
  creates: ['RegisterOrganisation'],
  needs: {
    RegisterOrganisation: 'organisation.register',
    RenameOrganisation: 'organisation.change',
    AddAlias: 'organisation.change',
    MoveOrganisation: 'organisation.change',
    AppointLeadingUnit: 'organisation.change',
    DissolveOrganisation: 'organisation.reorganise',
  } satisfies Record<OrganisationAction | 'RegisterOrganisation', string>,
};
