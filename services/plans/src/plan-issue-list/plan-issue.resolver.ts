import { adviceOn } from '@laurel/calendar';
import { defineReasons, type Handled, type Reason } from '@laurel/event-sourcing';
import {
  type Caller,
  CurrentCaller,
  CurrentLoaders,
  type Loaders,
  type PageArguments,
  pageRequest,
  toConnection,
  toUserErrors,
} from '@laurel/subgraph';
import { Args, Mutation, Parent, Query, ResolveField, ResolveReference, Resolver } from '@nestjs/graphql';
import type * as schema from '../generated/schema.js';
import { choiceOf, filled } from '../plan/plan-input.js';
import type { PlanEvent } from '../plan/plan.events.js';
import { PlanOrders } from '../plan/plan-orders.js';
import type { Plan } from '../plan/plan.state.js';
import { planOfRow, toPayload } from '../plan/plan.view.js';
import { PlanListQueries } from '../plan-list/plan-list.queries.js';
import { TaskListQueries } from '../task-list/task-list.queries.js';
import { taskOfRow } from '../task-list/task.view.js';
import { type PlanIssueFilter, PlanIssueListQueries } from './plan-issue-list.queries.js';
import type { PlanIssueRow } from './plan-issue-list.collection.js';
import { planIssueOfRow, type PlanIssueView } from './plan-issue.view.js';

interface PlanIssuesArguments extends PageArguments {
  readonly planId: string;
  readonly filter?: PlanIssueFilter | null;
}

const advise = defineReasons({
  DATE_IS_DAY_OFF: ({ vi, en }: { vi: string; en: string }) => ({
    vi: `${vi} Hạn không tự dời.`,
    en: `${en} The deadline does not move by itself.`,
  }),
  YEAR_WITHOUT_DAYS_OFF: ({ vi, en }: { vi: string; en: string }) => ({ vi, en }),
});

@Resolver('PlanIssue')
export class PlanIssueResolver {
  constructor(
    private readonly issues: PlanIssueListQueries,
    private readonly plans: PlanListQueries,
    private readonly tasks: TaskListQueries,
    private readonly orders: PlanOrders,
  ) {}

  @Query('planIssues')
  async list(@Args() { planId, filter, ...page }: PlanIssuesArguments, @CurrentCaller() caller: Caller) {
    const found = await this.issues.ofPlan(caller, planId, filter ?? {}, pageRequest(page));
    return toConnection(
      found,
      (row) => planIssueOfRow(row, caller),
      () => this.issues.countOfPlan(caller, planId, filter ?? {}),
    );
  }

  @ResolveReference()
  async reference(@Parent() { id }: { readonly id: string }, @CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders) {
    const row = await loaders.load('issue', id, (ids) => this.issues.many(caller, ids));
    return row ? planIssueOfRow(row, caller) : null;
  }

  @ResolveField()
  async plan(@Parent() { planId }: PlanIssueView, @CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders) {
    const row = await loaders.load('plan', planId, (ids) => this.plans.many(caller, ids));
    return row ? planOfRow(row, caller) : null;
  }

  @ResolveField()
  async task(@Parent() { taskId }: PlanIssueView, @CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders) {
    if (taskId === undefined) return null;
    const row = await loaders.load('task', taskId, (ids) => this.tasks.many(caller, ids));
    return row ? taskOfRow(row) : null;
  }

  @Mutation()
  async resolvePlanIssue(@Args('input') input: schema.ResolvePlanIssueInput, @CurrentCaller() caller: Caller) {
    const { planId, issueId } = input;
    const asked = { issueId, choice: choiceOf(input.choice, ['input', 'choice']), reason: filled(input.reason, ['input', 'reason']) };
    const done = await this.orders.prepareAndGive(
      'ResolvePlanIssue',
      planId,
      (asker) => this.orders.preparations.resolution(planId, asked, asker),
      input,
      caller,
    );
    const lastDay = await this.orders.preparations.lastDayChosen(done, caller.tenant);
    return this.payload(input, done, caller, adviceFor(lastDay));
  }

  @Mutation()
  async reopenPlanIssue(@Args('input') input: schema.ReopenPlanIssueInput, @CurrentCaller() caller: Caller) {
    const { planId, issueId } = input;
    const reason = filled(input.reason, ['input', 'reason']);
    return this.payload(input, await this.orders.give('ReopenPlanIssue', planId, { issueId, reason }, input, caller), caller, []);
  }

  /** The issue's words come from its row, what was chosen from the fold: so the answer does not lag. */
  private async payload(
    { planId, issueId }: { readonly planId: string; readonly issueId: string },
    done: Handled<Plan, PlanEvent>,
    caller: Caller,
    warnings: readonly Reason[],
  ) {
    const { plan, position } = toPayload(planId, done, caller);
    const row = await this.issues.one(caller, issueId);
    return {
      issue: row?.planId === planId ? planIssueOfRow(asFolded(row, done.state, caller), caller) : null,
      plan,
      position,
      errors: [],
      warnings: toUserErrors(warnings, caller.language),
    };
  }
}

const asFolded = ({ resolution: _, ...row }: PlanIssueRow, state: Plan, { now, actor }: Caller): PlanIssueRow => {
  const chosen = state.status === 'NOT_IMPORTED' ? undefined : state.resolutions.get(row.id);
  if (!chosen) return { ...row, state: 'OPEN' };
  const { choice, reason } = chosen;
  return { ...row, state: 'RESOLVED', resolution: { choice, reason, at: now, ...('person' in actor && { by: actor.person }) } };
};

/** The last day in time may be a day off, "trước ngày 28/02/2021" a Saturday: it stays, and it is told. */
const adviceFor = (lastDay: string | undefined): readonly Reason[] => {
  const advice = lastDay === undefined ? undefined : adviceOn(lastDay);
  if (!advice) return [];
  return [advise(advice.kind === 'DAY_OFF' ? 'DATE_IS_DAY_OFF' : 'YEAR_WITHOUT_DAYS_OFF', advice.text)];
};
