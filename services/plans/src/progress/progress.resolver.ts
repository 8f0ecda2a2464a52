import { type Caller, CurrentCaller, CurrentLoaders, type Loaders } from '@laurel/subgraph';
import { Args, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Progress, ProgressBy, ProgressGroup } from '../generated/schema.js';
import { ObligationListQueries, type ProgressBy as Tallied } from '../obligation-list/obligation-list.queries.js';
import { TaskListQueries } from '../task-list/task-list.queries.js';
import { taskOfRow } from '../task-list/task.view.js';

type GroupView = Omit<ProgressGroup, 'unit' | 'task'> & { readonly unit: { readonly id: string } | null; readonly taskId: string | null };
type ProgressView = Omit<Progress, 'groups'> & { readonly groups: readonly GroupView[] };

interface ProgressArguments {
  readonly by: ProgressBy;
  readonly asOf?: string | null | undefined;
}

const tallied: Readonly<Record<ProgressBy, Tallied>> = { QUARTER: 'byQuarter', UNIT: 'byUnit', TASK: 'byTask' };

@Resolver('ProgressGroup')
export class ProgressResolver {
  constructor(
    private readonly obligations: ObligationListQueries,
    private readonly tasks: TaskListQueries,
  ) {}

  @Query()
  async progress(
    @Args() { planId, by, asOf }: ProgressArguments & { readonly planId: string },
    @CurrentCaller() caller: Caller,
  ): Promise<ProgressView> {
    return progressOf(this.obligations, planId, { by, asOf }, caller);
  }

  @ResolveField()
  async task(@Parent() { taskId }: GroupView, @CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders) {
    const row = taskId === null ? undefined : await loaders.load('task', taskId, (ids) => this.tasks.many(caller, ids));
    return row ? taskOfRow(row) : null;
  }
}

export const progressOf = async (
  obligations: ObligationListQueries,
  planId: string,
  { by, asOf }: ProgressArguments,
  caller: Caller,
): Promise<ProgressView> => {
  const day = asOf ?? caller.today;
  const groups = await obligations.progress(caller, planId, tallied[by], day);
  return {
    asOf: day,
    by,
    groups: groups.map(({ key, counts }) => ({
      quarter: by === 'QUARTER' ? Number(key) : null,
      unit: by === 'UNIT' ? { id: String(key) } : null,
      taskId: by === 'TASK' ? String(key) : null,
      opened: counts.OPENED ?? 0,
      filed: counts.FILED ?? 0,
      late: counts.LATE ?? 0,
      accepted: counts.ACCEPTED ?? 0,
      overdue: counts.OVERDUE ?? 0,
      excused: counts.EXCUSED ?? 0,
      endedUnfiled: counts.ENDED_UNFILED ?? 0,
    })),
  };
};
