import { type Handled, notFound, type Reasons, refuse } from '@laurel/event-sourcing';
import { Execute } from '@laurel/event-sourcing/nest';
import {
  answered,
  type Caller,
  CurrentCaller,
  CurrentLoaders,
  type Loaders,
  type PageArguments,
  pageRequest,
  toConnection,
} from '@laurel/subgraph';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { AcknowledgeRemindersInput, RemindObligationInput } from '../generated/schema.js';
import { whyNot } from '../obligation/obligation.actions.js';
import { obligationOfRow } from '../obligation/obligation.view.js';
import { ObligationListQueries } from '../obligation-list/obligation-list.queries.js';
import { aboutOf } from '../obligation-list/about.js';
import { filled } from '../plan/plan-input.js';
import { reminder, type Reminders } from '../reminder/reminder.decider.js';
import type { ReminderEvent } from '../reminder/reminder.events.js';
import { TaskListQueries } from '../task-list/task-list.queries.js';
import { taskOfRow } from '../task-list/task.view.js';
import { ReminderInboxQueries } from './reminder-inbox.queries.js';
import { reminderOfRow, type ReminderView } from './reminder.view.js';

interface RemindersArguments extends PageArguments {
  readonly unitId: string;
  readonly from?: string | null;
  readonly to?: string | null;
}

@Resolver('Reminder')
export class ReminderResolver {
  constructor(
    private readonly inbox: ReminderInboxQueries,
    private readonly obligations: ObligationListQueries,
    private readonly tasks: TaskListQueries,
    private readonly commands: CommandBus,
  ) {}

  @Query('reminders')
  async ofUnit(@Args() { unitId, from, to, ...page }: RemindersArguments, @CurrentCaller() caller: Caller) {
    const days = { from, to };
    return toConnection(await this.inbox.ofUnit(caller, unitId, days, pageRequest(page)), reminderOfRow, () =>
      this.inbox.countOfUnit(caller, unitId, days),
    );
  }

  @ResolveField()
  async obligation(@Parent() { obligationId }: ReminderView, @CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders) {
    const row = await loaders.load('obligation', obligationId, (ids) => this.obligations.getMany(caller, ids));
    return row ? obligationOfRow(row, caller) : null;
  }

  @ResolveField()
  async task(@Parent() { taskId }: ReminderView, @CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders) {
    const row = await loaders.load('task', taskId, (ids) => this.tasks.many(caller, ids));
    return row ? taskOfRow(row) : null;
  }

  @Mutation()
  async remindObligation(@Args('input') input: RemindObligationInput, @CurrentCaller() caller: Caller) {
    const row = await this.obligations.get({ reach: () => caller.reach('obligation.remind') }, input.obligationId);
    if (!row) throw notFound();
    const [reason, ...more] = whyNot('FileObligation', row); // what cannot be filed needs no reminder
    if (reason) throw refuse(...([reason, ...more] satisfies Reasons));
    const message = input.message == null ? {} : { message: filled(input.message, ['input', 'message']) };
    const order = caller.order(reminder, row.id, 'SendReminder', { ...aboutOf(row), kind: 'MANUAL', ...message }, input);
    return toPayload(await this.commands.execute(new Execute(reminder, row.id, order)));
  }

  @Mutation()
  async acknowledgeReminders(@Args('input') input: AcknowledgeRemindersInput, @CurrentCaller() caller: Caller) {
    const order = caller.order(reminder, input.obligationId, 'AcknowledgeReminder', { upTo: input.upTo }, input);
    return toPayload(await this.commands.execute(new Execute(reminder, input.obligationId, order)));
  }
}

const toPayload = ({ state: { sent, acknowledged }, ...done }: Handled<Reminders, ReminderEvent>) => ({
  sent,
  acknowledged,
  ...answered('plans', done),
});
