import type { DeadlineKind } from '@laurel/calendar';
import type { Page, PageRequest } from '@laurel/read-models';
import {
  badInput,
  type Caller,
  CurrentCaller,
  CurrentLoaders,
  type Loaders,
  type PageArguments,
  pageRequest,
  toConnection,
} from '@laurel/subgraph';
import { Args, Parent, Query, ResolveField, ResolveReference, Resolver } from '@nestjs/graphql';
import { DirectoryCopy } from '../copies/directory-copy.js';
import type { PlanTaskFilter, TaskMilestone, TaskState } from '../generated/schema.js';
import { PlanListQueries } from '../plan-list/plan-list.queries.js';
import { planOfRow } from '../plan/plan.view.js';
import { PlanIssueListQueries } from '../plan-issue-list/plan-issue-list.queries.js';
import { planIssueOfRow } from '../plan-issue-list/plan-issue.view.js';
import { TaskListQueries } from './task-list.queries.js';
import type { TaskRow } from './task-list.collection.js';
import { TaskProgressQueries } from './task-progress.queries.js';
import { milestonesOfRow, taskOfRow, taskState, type TaskView } from './task.view.js';

interface PlanTasksArguments extends PageArguments {
  readonly planId: string;
  readonly filter?: PlanTaskFilter | null;
}

@Resolver('PlanTask')
export class TaskResolver {
  constructor(
    private readonly tasks: TaskListQueries,
    private readonly progress: TaskProgressQueries,
    private readonly plans: PlanListQueries,
    private readonly issues: PlanIssueListQueries,
    private readonly directory: DirectoryCopy,
  ) {}

  @Query()
  async planTask(@Args('id') id: string, @CurrentCaller() caller: Caller): Promise<TaskView | null> {
    const row = await this.tasks.one(caller, id);
    return row ? taskOfRow(row) : null;
  }

  @Query('planTasks')
  async list(@Args() { planId, filter, ...page }: PlanTasksArguments, @CurrentCaller() caller: Caller) {
    const { state, unitId, role, ...rest } = filter ?? {};
    if (role != null && unitId == null) throw badInput(['filter', 'role'], 'goes with unitId');
    const asked = { ...rest, deadlineKind: rest.deadlineKind as DeadlineKind | null | undefined };
    const party =
      unitId == null ? undefined : { refs: [unitId, ...(await this.directory.groupsOf(caller.tenant, unitId, caller.today))], role };
    const find = (request: PageRequest) => this.tasks.ofPlan(caller, planId, asked, party, request);
    return state == null
      ? toConnection(await find(pageRequest(page)), taskOfRow, () => this.tasks.countOfPlan(caller, planId, asked, party))
      : toConnection(await this.inState(state, planId, find, pageRequest(page), caller), taskOfRow);
  }

  @Query('searchPlanTasks')
  async search(
    @Args() { planId, words, ...page }: PageArguments & { readonly planId?: string | null; readonly words: string },
    @CurrentCaller() caller: Caller,
  ) {
    if (words.trim() === '') throw badInput(['words'], 'is empty');
    return toConnection(await this.tasks.search(caller, planId ?? undefined, words, pageRequest(page)), taskOfRow);
  }

  @ResolveReference()
  async reference(@Parent() { id }: { readonly id: string }, @CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders) {
    const row = await loaders.load('task', id, (ids) => this.tasks.many(caller, ids));
    return row ? taskOfRow(row) : null;
  }

  @ResolveField()
  milestones(@Parent() { row }: TaskView, @CurrentCaller() caller: Caller): readonly TaskMilestone[] {
    return milestonesOfRow(row, caller);
  }

  /** As far as the caller sees: a unit's clerk meets the state of that unit's obligations, and learns nothing of others. */
  @ResolveField()
  async state(@Parent() { row }: TaskView, @CurrentCaller() caller: Caller): Promise<TaskState> {
    return taskState(row, await this.progress.ofTask(caller, row.planId, row.id, caller.today));
  }

  @ResolveField()
  async plan(@Parent() { row }: TaskView, @CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders) {
    const plan = await loaders.load('plan', row.planId, (ids) => this.plans.many(caller, ids));
    return plan ? planOfRow(plan, caller) : null;
  }

  @ResolveField('issues')
  async issuesOf(@Parent() { row }: TaskView, @CurrentCaller() caller: Caller) {
    return (await this.issues.ofTask(caller, row.id)).map((issue) => planIssueOfRow(issue, caller));
  }

  /**
   * The state hangs on what the obligations sum up to today, which no index holds: rows are walked in the order of the list, a page at a
   * time, until the page that was asked for is full.
   */
  private async inState(
    state: TaskState,
    planId: string,
    find: (request: PageRequest) => Promise<Page<TaskRow>>,
    request: PageRequest,
    caller: Caller,
  ): Promise<Page<TaskRow>> {
    const progress = await this.progress.ofPlan(caller, planId, caller.today);
    const forwards = 'first' in request;
    const size = forwards ? request.first : request.last;
    const found: Page<TaskRow>['items'][number][] = [];
    let cursor = forwards ? request.after : request.before;
    let more = true;
    while (more && found.length <= size) {
      const page = await find(
        forwards
          ? { first: walked, ...(cursor !== undefined && { after: cursor }) }
          : { last: walked, ...(cursor !== undefined && { before: cursor }) },
      );
      const items = forwards ? page.items : page.items.toReversed();
      found.push(...items.filter(({ document }) => taskState(document, progress(document.id)) === state));
      cursor = items.at(-1)?.cursor;
      more = forwards ? page.hasNext : page.hasPrevious;
    }
    const beyond = found.length > size;
    const cut = found.slice(0, size);
    const came = forwards ? request.after !== undefined : request.before !== undefined;
    return forwards ? { items: cut, hasNext: beyond, hasPrevious: came } : { items: cut.toReversed(), hasNext: came, hasPrevious: beyond };
  }
}

const walked = 100;
