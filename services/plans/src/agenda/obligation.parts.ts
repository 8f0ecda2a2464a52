import type { Engines, ServiceDefinition } from '@laurel/runtime';
import { bulkEvents } from '../bulk/bulk.events.js';
import { handover } from '../handover/handover.decider.js';
import { handoverSender } from '../handover/handover.sender.js';
import { prepareHandover } from '../handover/prepare-handover.js';
import { obligationList } from '../obligation-list/obligation-list.collection.js';
import { ObligationListQueries } from '../obligation-list/obligation-list.queries.js';
import { PlanFiles } from '../plan/plan-files.js';
import { bulkRunEvents, bulkRunProcess } from '../processes/bulk-run.process.js';
import { handoverRunEvents, handoverRunProcess } from '../processes/handover-run.process.js';
import { processListProjection } from '../processes/process-list.projection.js';

/** What orders for many and handovers add to the service: lists to be spread into its definition. */
export const obligationParts = {
  vocabulary: [bulkEvents, bulkRunEvents, handoverRunEvents],
  projections: [processListProjection],
  processes: [bulkRunProcess, handoverRunProcess],
  senders: () => [handoverSender],
} as const satisfies Partial<ServiceDefinition>;

/** A handover's timer lists what is open at the moment of sending. */
export const handoverTarget = ({ readModels, blobs }: Engines) => ({
  aggregate: handover,
  prepare: prepareHandover(new ObligationListQueries(readModels.collection(obligationList)), new PlanFiles(blobs)),
});
