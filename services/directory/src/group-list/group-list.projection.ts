import { idOf, type Recorded } from '@laurel/event-sourcing';
import { alter, projection, put } from '@laurel/read-models';
import { type GroupEvent, groupEvents } from '../group/group.events.js';
import { evolve, type Group, notDefined } from '../group/group.state.js';
import { nameSortKey } from '../name-sort-key.js';
import { groupList, type GroupRow } from './group-list.collection.js';

const changed = (event: Recorded<GroupEvent>) =>
  alter<GroupRow>(idOf(event.stream), (row) => groupRow(row.tenant, event.revision, evolve(stateOf(row), event)));

export const groupListProjection = projection(groupList).from(groupEvents, {
  GroupDefined: (event) => put(groupRow(event.metadata.tenant, event.revision, evolve(notDefined, event))),
  GroupRenamed: changed,
  GroupAliasAdded: changed,
  GroupRuleChanged: changed,
  GroupRetired: changed,
});

const stateOf = (row: GroupRow): Group => (row.to === undefined ? { ...row, status: 'IN_USE' } : { ...row, status: 'RETIRED', to: row.to });

/** The row of a state: a mutation answers with it before the list knows. */
export const groupRow = (tenant: string, version: number, state: Group): GroupRow => {
  if (state.status === 'NOT_DEFINED') throw new Error('a group that is defined has a state');
  const { id, code, names, aliases, rules, from } = state;
  const to = state.status === 'RETIRED' ? state.to : undefined;
  return { id, tenant, code, names, aliases, rules: [...rules], from, to, sortKey: nameSortKey(names.at(-1)?.name ?? code), version };
};
