import type { Platform } from '@laurel/event-sourcing';
import { PLATFORM } from '@laurel/event-sourcing/nest';
import {
  badInput,
  type Caller,
  CurrentCaller,
  CurrentLoaders,
  type Loaders,
  type PageArguments,
  pageRequest,
  timelineOf,
  toConnection,
} from '@laurel/subgraph';
import { Inject } from '@nestjs/common';
import { Args, Mutation, Parent, Query, ResolveField, ResolveReference, Resolver } from '@nestjs/graphql';
import type * as schema from '../generated/schema.js';
import { type ObligationFilter, ObligationListQueries } from '../obligation-list/obligation-list.queries.js';
import { PlanListQueries } from '../plan-list/plan-list.queries.js';
import { filled, some } from '../plan/plan-input.js';
import { planOfRow } from '../plan/plan.view.js';
import { ReminderInboxQueries } from '../reminder-inbox/reminder-inbox.queries.js';
import { reminderOfRow } from '../reminder-inbox/reminder.view.js';
import { TaskListQueries } from '../task-list/task-list.queries.js';
import { taskOfRow } from '../task-list/task.view.js';
import type { ObligationCommand, ObligationOrder } from './obligation.commands.js';
import { ObligationDocuments } from './obligation-documents.js';
import { obligationEvents } from './obligation.events.js';
import { tellObligation } from './obligation.history.js';
import { ObligationOrders } from './obligation-orders.js';
import { obligationOfRow, type ObligationPayloadView, type ObligationView, toPayload } from './obligation.view.js';

@Resolver('Obligation')
export class ObligationResolver {
  constructor(
    private readonly obligations: ObligationListQueries,
    private readonly orders: ObligationOrders,
    private readonly documents: ObligationDocuments,
    private readonly plans: PlanListQueries,
    private readonly tasks: TaskListQueries,
    private readonly inbox: ReminderInboxQueries,
    @Inject(PLATFORM) private readonly platform: Platform,
  ) {}

  @Query()
  async obligation(@Args('id') id: string, @CurrentCaller() caller: Caller): Promise<ObligationView | null> {
    const row = await this.obligations.get(caller, id);
    return row ? obligationOfRow(row, caller) : null;
  }

  @Query('obligations')
  async list(@Args() { filter, ...page }: PageArguments & { readonly filter: schema.ObligationFilter }, @CurrentCaller() caller: Caller) {
    const asked = filterOf(filter);
    return toConnection(
      await this.obligations.find(caller, asked, pageRequest(page)),
      (row) => obligationOfRow(row, caller),
      () => this.obligations.count(caller, asked),
    );
  }

  @ResolveReference()
  async reference(@Parent() { id }: { readonly id: string }, @CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders) {
    const row = await loaders.load('obligation', id, (ids) => this.obligations.getMany(caller, ids));
    return row ? obligationOfRow(row, caller) : null;
  }

  @ResolveField()
  async plan(@Parent() { planId }: ObligationView, @CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders) {
    const row = await loaders.load('plan', planId, (ids) => this.plans.many(caller, ids));
    return row ? planOfRow(row, caller) : null;
  }

  @ResolveField()
  async task(@Parent() { taskId }: ObligationView, @CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders) {
    const row = await loaders.load('task', taskId, (ids) => this.tasks.many(caller, ids));
    return row ? taskOfRow(row) : null;
  }

  @ResolveField()
  timeline(@Parent() { id }: ObligationView, @Args() page: { first?: number; after?: string }, @CurrentCaller() caller: Caller) {
    return timelineOf(this.platform, obligationEvents, id, page, tellObligation, caller);
  }

  @ResolveField()
  async reminders(@Parent() { id }: ObligationView, @Args() page: PageArguments, @CurrentCaller() caller: Caller) {
    return toConnection(await this.inbox.ofObligation(caller, id, pageRequest(page)), reminderOfRow, () =>
      this.inbox.countOfObligation(caller, id),
    );
  }

  @Mutation()
  async fileObligation(@Args('input') input: schema.FileObligationInput, @CurrentCaller() caller: Caller) {
    return this.give('FileObligation', input, { documents: await this.documents.of(input.documents, caller) }, caller);
  }

  @Mutation()
  withdrawFiling(@Args('input') input: schema.ObligationReasonInput, @CurrentCaller() caller: Caller) {
    return this.give('WithdrawFiling', input, { reason: reasonOf(input) }, caller);
  }

  @Mutation()
  async correctFiling(@Args('input') input: schema.CorrectFilingInput, @CurrentCaller() caller: Caller) {
    // The papers that it names already: read as far as the order itself reaches.
    const row = await this.obligations.get({ reach: () => caller.reach('obligation.file') }, input.obligationId);
    const documents = await this.documents.of(input.documents, caller, row?.documents);
    return this.give('CorrectFiling', input, { documents, reason: reasonOf(input) }, caller);
  }

  @Mutation()
  acceptFiling(@Args('input') input: schema.AcceptFilingInput, @CurrentCaller() caller: Caller) {
    return this.give('AcceptFiling', input, {}, caller);
  }

  @Mutation()
  returnFiling(@Args('input') input: schema.ReturnFilingInput, @CurrentCaller() caller: Caller) {
    const reasons = some(
      input.reasons.map((reason, index) => filled(reason, ['input', 'reasons', String(index)])),
      ['input', 'reasons'],
    );
    return this.give('ReturnFiling', input, { reasons, ...(input.resubmitBy != null && { resubmitBy: input.resubmitBy }) }, caller);
  }

  @Mutation()
  async permitLateFiling(@Args('input') input: schema.PermitLateFilingInput, @CurrentCaller() caller: Caller) {
    const document = await this.documents.oneOf(input.document, caller);
    return this.give('PermitLateFiling', input, { until: input.until, reason: reasonOf(input), ...document }, caller);
  }

  @Mutation()
  async dateFilingByPostmark(@Args('input') input: schema.DateFilingByPostmarkInput, @CurrentCaller() caller: Caller) {
    const evidence = filled(input.evidence, ['input', 'evidence']);
    const document = await this.documents.oneOf(input.document, caller);
    return this.give('DateFilingByPostmark', input, { on: input.on, evidence, ...document }, caller);
  }

  @Mutation()
  async extendObligation(@Args('input') input: schema.ExtendObligationInput, @CurrentCaller() caller: Caller) {
    const document = await this.documents.oneOf(input.document, caller);
    return this.give('ExtendObligation', input, { lastDay: input.lastDay, reason: reasonOf(input), ...document }, caller);
  }

  @Mutation()
  async excuseObligation(@Args('input') input: schema.ExcuseObligationInput, @CurrentCaller() caller: Caller) {
    const document = await this.documents.oneOf(input.document, caller);
    return this.give('ExcuseObligation', input, { reason: reasonOf(input), ...document }, caller);
  }

  @Mutation()
  askExplanation(@Args('input') input: schema.AskExplanationInput, @CurrentCaller() caller: Caller) {
    const question = filled(input.question, ['input', 'question']);
    return this.give('AskExplanation', input, { question, ...(input.answerBy != null && { answerBy: input.answerBy }) }, caller);
  }

  @Mutation()
  async giveExplanation(@Args('input') input: schema.GiveExplanationInput, @CurrentCaller() caller: Caller) {
    const documents = await this.documents.of(input.documents ?? [], caller);
    return this.give('GiveExplanation', input, { text: filled(input.text, ['input', 'text']), documents }, caller);
  }

  private async give<Type extends ObligationCommand['type']>(
    type: Type,
    input: { readonly obligationId: string; readonly idempotencyKey?: string | null; readonly expectedVersion?: number | null },
    data: ObligationOrder<Type>,
    caller: Caller,
  ): Promise<ObligationPayloadView> {
    return toPayload(input.obligationId, await this.orders.give(type, input.obligationId, data, input, caller), caller);
  }
}

const reasonOf = ({ reason }: { readonly reason: string }): string => filled(reason, ['input', 'reason']);

/** Throws BAD_USER_INPUT where no index serves the filter. */
const filterOf = ({
  planId,
  taskId,
  milestoneId,
  unitId,
  statuses,
  overdue,
  lastDayFrom,
  lastDayTo,
}: schema.ObligationFilter): ObligationFilter => {
  const places = [planId, taskId, milestoneId].filter((place) => place != null);
  if (places.length > 1) throw badInput(['filter'], 'takes one of planId, taskId and milestoneId');
  if (places.length === 0 && unitId == null) throw badInput(['filter'], 'needs one of planId, taskId, milestoneId and unitId');
  if (unitId != null && (taskId != null || milestoneId != null)) throw badInput(['filter', 'unitId'], 'goes with planId, or alone');
  if (overdue && (planId == null || unitId != null || statuses != null)) throw badInput(['filter', 'overdue'], 'goes with planId alone');
  if (statuses?.length === 0) throw badInput(['filter', 'statuses'], 'names at least one');
  return {
    planId: planId ?? undefined,
    taskId: taskId ?? undefined,
    milestoneId: milestoneId ?? undefined,
    unitId: unitId ?? undefined,
    statuses: statuses ?? undefined,
    overdue: overdue ? true : undefined,
    lastDayFrom: lastDayFrom ?? undefined,
    lastDayTo: lastDayTo ?? undefined,
  };
};
