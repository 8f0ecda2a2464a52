import { idOf, type Recorded } from '@laurel/event-sourcing';
import { alter, projection, put } from '@laurel/read-models';
import { nameSortKey } from '../name-sort-key.js';
import { type OrganisationEvent, organisationEvents } from '../organisation/organisation.events.js';
import { evolve, notRegistered, type Organisation, type There } from '../organisation/organisation.state.js';
import { organisationList, type OrganisationRow } from './organisation-list.collection.js';

const changed = (event: Recorded<OrganisationEvent>) =>
  alter<OrganisationRow>(idOf(event.stream), (row) => organisationRow(row.tenant, event.revision, evolve(stateOf(row), event)));

export const organisationListProjection = projection(organisationList).from(organisationEvents, {
  OrganisationRegistered: (event) => put(organisationRow(event.metadata.tenant, event.revision, evolve(notRegistered, event))),
  OrganisationRenamed: changed,
  AliasAdded: changed,
  OrganisationMoved: changed,
  LeadingUnitAppointed: changed,
  OrganisationMerged: changed,
  OrganisationSplit: changed,
  OrganisationDissolved: changed,
  OrganisationSucceeded: changed,
});

const stateOf = (row: OrganisationRow): There =>
  row.to === undefined ? { ...row, status: 'LIVING' } : { ...row, status: 'ENDED', to: row.to };

/** The row of a state: a mutation answers with it before the list knows. */
export const organisationRow = (tenant: string, version: number, state: Organisation): OrganisationRow => {
  if (state.status === 'NOT_REGISTERED') throw new Error('an organisation that is registered has a state');
  const { id, code, kind, names, aliases, parents, leaders, from, predecessors, successors } = state;
  return {
    id,
    tenant,
    code,
    kind,
    names,
    aliases,
    parents,
    leaders,
    from,
    to: state.status === 'ENDED' ? state.to : undefined,
    predecessors,
    successors,
    parentIds: [...new Set(parents.flatMap(({ parentId }) => (parentId === null ? [] : [parentId])))],
    sortKey: nameSortKey(names.at(-1)?.name ?? code),
    words: [...names, ...aliases].map(({ name }) => name).join(' · '),
    version,
  };
};
