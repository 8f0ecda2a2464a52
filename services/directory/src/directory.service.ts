import { reservationEvents } from '@laurel/event-sourcing';
import type { ServiceDefinition } from '@laurel/runtime';
import { delegationEvents } from './delegation/delegation.events.js';
import { delegationListProjection } from './delegation-list/delegation-list.projection.js';
import { groupEvents } from './group/group.events.js';
import { groupListProjection } from './group-list/group-list.projection.js';
import { officeEvents } from './office/office.events.js';
import { officeListProjection } from './office-list/office-list.projection.js';
import { organisationEvents } from './organisation/organisation.events.js';
import { organisationListProjection } from './organisation-list/organisation-list.projection.js';
import { personEvents } from './person/person.events.js';
import { personListProjection } from './person-list/person-list.projection.js';
import { loading, loadingEvents } from './processes/loading.process.js';
import { reorganising, reorganisingEvents } from './processes/reorganisation.process.js';
import { directoryPublishing } from './publishing/directory.publishing.js';
import { reorganisationEvents } from './reorganisation/reorganisation.events.js';
import { uploadEvents } from './upload/upload.events.js';
import { workListProjection } from './work-list/work-list.projection.js';

/** The directory as data: what can happen, what is asked, what leaves the house. */
export const directoryService: ServiceDefinition = {
  name: 'directory',
  vocabulary: [
    organisationEvents,
    reorganisationEvents,
    personEvents,
    officeEvents,
    groupEvents,
    delegationEvents,
    reservationEvents,
    uploadEvents,
    loadingEvents,
    reorganisingEvents,
  ],
  projections: [
    organisationListProjection,
    groupListProjection,
    personListProjection,
    officeListProjection,
    delegationListProjection,
    workListProjection,
  ],
  copies: [],
  senders: () => [],
  processes: [reorganising, loading],
  publishing: directoryPublishing,
};
