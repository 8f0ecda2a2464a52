import type { HostedService } from '@laurel/runtime';
import type { Provider } from '@nestjs/common';
import { BulkOrders } from './bulk/bulk-orders.js';
import { BulkResolver } from './bulk/bulk.resolver.js';
import { DirectoryCopy } from './copies/directory-copy.js';
import { movementList } from './movement-list/movement-list.collection.js';
import { MovementListQueries } from './movement-list/movement-list.queries.js';
import { MovementResolver } from './movement-list/movement.resolver.js';
import { ObligationDocuments } from './obligation/obligation-documents.js';
import { ObligationOrders } from './obligation/obligation-orders.js';
import { ObligationResolver } from './obligation/obligation.resolver.js';
import { obligationList } from './obligation-list/obligation-list.collection.js';
import { ObligationListQueries } from './obligation-list/obligation-list.queries.js';
import { processList } from './processes/process-list.collection.js';
import { PlanProgressResolver } from './progress/plan-progress.resolver.js';
import { ProcessListQueries } from './progress/process-list.queries.js';
import { ProgressResolver } from './progress/progress.resolver.js';
import { reminderInbox } from './reminder-inbox/reminder-inbox.collection.js';
import { ReminderInboxQueries } from './reminder-inbox/reminder-inbox.queries.js';
import { ReminderResolver } from './reminder-inbox/reminder.resolver.js';
import { TaskListQueries } from './task-list/task-list.queries.js';
import { AgendaResolver } from './agenda/agenda.resolver.js';
import { CalendarResolver } from './agenda/calendar.resolver.js';
import { NotFiledCsv } from './agenda/not-filed-csv.js';

/** What the module needs for obligations, reminders, movements and progress, beside what it needs for plans and tasks. */
export const obligationProviders = ({ engines: { readModels, blobs } }: HostedService): readonly Provider[] => [
  { provide: ObligationListQueries, useValue: new ObligationListQueries(readModels.collection(obligationList)) },
  { provide: ReminderInboxQueries, useValue: new ReminderInboxQueries(readModels.collection(reminderInbox)) },
  { provide: MovementListQueries, useValue: new MovementListQueries(readModels.collection(movementList)) },
  { provide: ProcessListQueries, useValue: new ProcessListQueries(readModels.collection(processList)) },
  { provide: ObligationDocuments, useValue: new ObligationDocuments(blobs) },
  {
    provide: NotFiledCsv,
    inject: [ObligationListQueries, TaskListQueries, DirectoryCopy],
    useFactory: (...from: [ObligationListQueries, TaskListQueries, DirectoryCopy]) => new NotFiledCsv(...from),
  },
  ObligationOrders,
  BulkOrders,
  ObligationResolver,
  BulkResolver,
  AgendaResolver,
  CalendarResolver,
  ReminderResolver,
  MovementResolver,
  ProgressResolver,
  PlanProgressResolver,
];
