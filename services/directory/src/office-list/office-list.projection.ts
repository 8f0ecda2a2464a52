import { idOf, type Recorded } from '@laurel/event-sourcing';
import { alter, projection, put } from '@laurel/read-models';
import { nameSortKey } from '../name-sort-key.js';
import { type OfficeEvent, officeEvents } from '../office/office.events.js';
import { evolve, notDefined, type Office } from '../office/office.state.js';
import { officeList, type OfficeRow } from './office-list.collection.js';

const changed = (event: Recorded<OfficeEvent>) =>
  alter<OfficeRow>(idOf(event.stream), (row) => officeRow(row.tenant, event.revision, evolve(stateOf(row), event)));

export const officeListProjection = projection(officeList).from(officeEvents, {
  OfficeDefined: (event) => put(officeRow(event.metadata.tenant, event.revision, evolve(notDefined, event))),
  OfficeRenamed: changed,
  OfficeAliasAdded: changed,
  OfficeAssigned: changed,
  OfficeVacated: changed,
  OfficeAbolished: changed,
});

const stateOf = ({ to, ...row }: OfficeRow): Office =>
  to === undefined ? { ...row, status: 'STANDING' } : { ...row, status: 'ABOLISHED', abolishedOn: to };

/** The row of a state: a mutation answers with it before the list knows. */
export const officeRow = (tenant: string, version: number, state: Office): OfficeRow => {
  if (state.status === 'NOT_DEFINED') throw new Error('an office that is defined has a state');
  const { id, code, names, aliases, organisationId, holders, from } = state;
  return {
    id,
    tenant,
    code,
    names,
    aliases,
    organisationId,
    holders: [...holders],
    from,
    to: state.status === 'ABOLISHED' ? state.abolishedOn : undefined,
    organisationIds: organisationId === null ? [] : [organisationId],
    holderIds: [...new Set(holders.map(({ personId }) => personId))],
    sortKey: nameSortKey(names.at(-1)?.name ?? code),
    version,
  };
};
