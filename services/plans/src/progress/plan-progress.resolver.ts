import { type Caller, CurrentCaller, type PageArguments, pageRequest, toConnection } from '@laurel/subgraph';
import { Args, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { ProcessProgress, ProgressBy } from '../generated/schema.js';
import { MovementListQueries } from '../movement-list/movement-list.queries.js';
import { movementOfRow } from '../movement-list/movement.view.js';
import { ObligationListQueries } from '../obligation-list/obligation-list.queries.js';
import type { ProcessRow } from '../processes/process-list.collection.js';
import { ProcessListQueries } from './process-list.queries.js';
import { progressOf } from './progress.resolver.js';

interface PlanParent {
  readonly id: string;
}

/** What a plan tells of its processes, its progress and its movements. */
@Resolver('Plan')
export class PlanProgressResolver {
  constructor(
    private readonly processes: ProcessListQueries,
    private readonly obligations: ObligationListQueries,
    private readonly movementList: MovementListQueries,
  ) {}

  @ResolveField()
  async opening(@Parent() { id }: PlanParent, @CurrentCaller() caller: Caller): Promise<ProcessProgress | null> {
    if (!caller.may('process.read')) return null;
    const row = await this.processes.opening(caller, id);
    return row ? processOfRow(row) : null;
  }

  @ResolveField()
  progress(
    @Parent() { id }: PlanParent,
    @Args() asked: { readonly by: ProgressBy; readonly asOf?: string | null },
    @CurrentCaller() caller: Caller,
  ) {
    return progressOf(this.obligations, id, asked, caller);
  }

  @ResolveField()
  async movements(@Parent() { id }: PlanParent, @Args() page: PageArguments, @CurrentCaller() caller: Caller) {
    return toConnection(
      await this.movementList.ofPlan(caller, id, pageRequest(page)),
      (row) => movementOfRow(row, caller),
      () => this.movementList.countOfPlan(caller, id),
    );
  }

  @Query()
  async bulkWork(@Args('workId') workId: string, @CurrentCaller() caller: Caller): Promise<ProcessProgress | null> {
    const row = await this.processes.bulk(caller, workId);
    return row ? processOfRow(row) : null;
  }

  @Query()
  async runningWork(@Args() page: PageArguments, @CurrentCaller() caller: Caller) {
    return toConnection(await this.processes.running(caller, pageRequest(page)), processOfRow, () => this.processes.countRunning(caller));
  }
}

const processOfRow = ({ kind, subject, state, total, done, nothing, refused, refusals, since }: ProcessRow): ProcessProgress => ({
  kind,
  subject,
  state,
  total,
  done,
  nothing,
  refused,
  refusals,
  since,
});
