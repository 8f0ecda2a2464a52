import { type EventCatalogue, idOf, type Recorded } from '@laurel/event-sourcing';
import { projection, put } from '@laurel/read-models';
import { delegationEvents } from '../delegation/delegation.events.js';
import { groupEvents } from '../group/group.events.js';
import { officeEvents } from '../office/office.events.js';
import { organisationEvents } from '../organisation/organisation.events.js';
import { personEvents } from '../person/person.events.js';
import { timeline, type TimelineRow } from './timeline.collection.js';

const entry = ({ stream, type, data, revision, recordedAt, metadata: { id, tenant, at, actor } }: Recorded) => {
  const { basis, reason } = data as { readonly basis?: string; readonly reason?: string }; // of every event here: absent or text
  const row: TimelineRow = {
    id,
    tenant,
    subjectId: idOf(stream),
    event: type,
    at,
    recordedAt,
    ...('person' in actor
      ? { person: actor.person, ...(actor.actingFor !== undefined && { actingFor: actor.actingFor }) }
      : { process: actor.process, ...(actor.for !== undefined && { person: actor.for }) }),
    ...((reason ?? basis) !== undefined && { reason: reason ?? basis }),
    version: revision,
    newestFirst: -revision,
  };
  return put(row);
};

const every = <Catalogue extends EventCatalogue>({ schemas }: Catalogue) =>
  Object.fromEntries(Object.keys(schemas).map((type) => [type, entry])) as { readonly [Type in keyof Catalogue['schemas']]: typeof entry };

export const timelineProjection = projection(timeline)
  .from(organisationEvents, every(organisationEvents))
  .from(groupEvents, every(groupEvents))
  .from(personEvents, every(personEvents))
  .from(officeEvents, every(officeEvents))
  .from(delegationEvents, every(delegationEvents));
