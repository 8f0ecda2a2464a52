import { localDay } from '@laurel/calendar';
import { reservationEvents } from '@laurel/event-sourcing';
import { newEventId, type ServiceDefinition } from '@laurel/runtime';
import { bulkEvents } from './bulk/bulk.events.js';
import { delegationCopyProjection } from './copies/delegation-copy.projection.js';
import { namedCopyProjection } from './copies/named-copy.projection.js';
import { organisationCopyProjection } from './copies/organisation-copy.projection.js';
import { handover } from './handover/handover.decider.js';
import { handoverEvents } from './handover/handover.events.js';
import { handoverSender } from './handover/handover.sender.js';
import { prepareHandover } from './handover/prepare-handover.js';
import { movementEvents } from './movement/movement.events.js';
import { movementListProjection } from './movement-list/movement-list.projection.js';
import { obligation } from './obligation/obligation.decider.js';
import { obligationEvents } from './obligation/obligation.events.js';
import { obligationList } from './obligation-list/obligation-list.collection.js';
import { obligationListProjection } from './obligation-list/obligation-list.projection.js';
import { ObligationListQueries } from './obligation-list/obligation-list.queries.js';
import { officePolicyEvents } from './office-policy/office-policy.events.js';
import { type OpeningMilestone, planEvents } from './plan/plan.events.js';
import { plan } from './plan/plan.decider.js';
import { PlanFiles } from './plan/plan-files.js';
import { planIssueListProjection } from './plan-issue-list/plan-issue-list.projection.js';
import { planListProjection } from './plan-list/plan-list.projection.js';
import { planPreparations } from './plans.providers.js';
import { bulkRunEvents, bulkRunProcess } from './processes/bulk-run.process.js';
import { chainEvents, chainProcess } from './processes/chain.process.js';
import { handoverRunEvents, handoverRunProcess } from './processes/handover-run.process.js';
import { movementPlanningEvents, movementPlanningProcess } from './processes/movement-planning.process.js';
import { openingEvents } from './processes/opening.events.js';
import { openingProcess } from './processes/opening.process.js';
import { processListProjection } from './processes/process-list.projection.js';
import { plansPublishing } from './publishing/plans.publishing.js';
import { reminder } from './reminder/reminder.decider.js';
import { reminderEvents } from './reminder/reminder.events.js';
import { reminderInboxProjection } from './reminder-inbox/reminder-inbox.projection.js';
import { taskListProjection } from './task-list/task-list.projection.js';
import { planTimers } from './timers/plan-timers.collection.js';
import { planTimersProjection } from './timers/plan-timers.projection.js';

/** The plans service as data: what can happen, what is shown of it, what goes on by itself, what leaves the house. */
export const plansService: ServiceDefinition = {
  name: 'plans',
  vocabulary: [
    planEvents,
    officePolicyEvents,
    obligationEvents,
    reminderEvents,
    movementEvents,
    handoverEvents,
    bulkEvents,
    openingEvents,
    chainEvents,
    movementPlanningEvents,
    bulkRunEvents,
    handoverRunEvents,
    reservationEvents,
  ],
  projections: [
    planListProjection,
    planIssueListProjection,
    taskListProjection,
    obligationListProjection,
    reminderInboxProjection,
    movementListProjection,
    processListProjection,
    planTimersProjection,
  ],
  copies: [
    {
      name: 'plans-directory-copy',
      topics: ['laurel.directory.v1'],
      projections: [organisationCopyProjection, namedCopyProjection, delegationCopyProjection],
    },
  ],
  senders: () => [handoverSender],
  processes: [openingProcess, chainProcess, movementPlanningProcess, bulkRunProcess, handoverRunProcess],
  timers: {
    rows: planTimers,
    targets: (engines) => {
      const preparations = planPreparations({ store: engines.store, codec: engines.codec, newEventId }, engines);
      return {
        obligation: { aggregate: obligation },
        reminder: { aggregate: reminder },
        handover: {
          aggregate: handover,
          // What is open is listed at the moment of sending.
          prepare: prepareHandover(new ObligationListQueries(engines.readModels.collection(obligationList)), new PlanFiles(engines.blobs)),
        },
        plan: {
          aggregate: plan,
          // Whom a group means is said when the occurrence comes, not when its timer was armed.
          prepare: async ({ tenant, target, due, data }) => {
            const { opens } = data as { readonly opens: readonly OpeningMilestone[] }; // written by the timers' own projection
            const milestones = opens.map(({ milestoneId }) => milestoneId);
            return { opens, ...(await preparations.meaningNow(tenant, target, milestones, localDay(due))) };
          },
        },
      };
    },
  },
  publishing: plansPublishing,
};
