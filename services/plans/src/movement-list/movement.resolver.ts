import type { Platform } from '@laurel/event-sourcing';
import { Execute, PLATFORM } from '@laurel/event-sourcing/nest';
import {
  type Caller,
  CurrentCaller,
  CurrentLoaders,
  type Loaders,
  type OrderRequest,
  type PageArguments,
  pageRequest,
  timelineOf,
  toConnection,
} from '@laurel/subgraph';
import { Inject } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Parent, Query, ResolveField, ResolveReference, Resolver } from '@nestjs/graphql';
import type * as schema from '../generated/schema.js';
import { type Movement, movement, type MovementCommand } from '../movement/movement.decider.js';
import { type MovementEvent, movementEvents } from '../movement/movement.events.js';
import { ObligationDocuments } from '../obligation/obligation-documents.js';
import { filled } from '../plan/plan-input.js';
import { planOfRow } from '../plan/plan.view.js';
import { PlanListQueries } from '../plan-list/plan-list.queries.js';
import { tellMovement } from './movement.history.js';
import { MovementListQueries } from './movement-list.queries.js';
import { movementOfRow, type MovementPayloadView, type MovementView, toPayload } from './movement.view.js';

type DataOf<Type extends MovementCommand['type']> = Extract<MovementCommand, { type: Type }>['data'];

@Resolver('Movement')
export class MovementResolver {
  constructor(
    private readonly movementList: MovementListQueries,
    private readonly plans: PlanListQueries,
    private readonly documents: ObligationDocuments,
    private readonly commands: CommandBus,
    @Inject(PLATFORM) private readonly platform: Platform,
  ) {}

  @Query()
  async movement(@Args('id') id: string, @CurrentCaller() caller: Caller): Promise<MovementView | null> {
    const row = await this.movementList.one(caller, id);
    return row ? movementOfRow(row, caller) : null;
  }

  @Query()
  async movements(@Args() { planId, ...page }: PageArguments & { readonly planId: string }, @CurrentCaller() caller: Caller) {
    return toConnection(
      await this.movementList.ofPlan(caller, planId, pageRequest(page)),
      (row) => movementOfRow(row, caller),
      () => this.movementList.countOfPlan(caller, planId),
    );
  }

  @ResolveReference()
  async reference(@Parent() { id }: { readonly id: string }, @CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders) {
    const row = await loaders.load('movement', id, (ids) => this.movementList.many(caller, ids));
    return row ? movementOfRow(row, caller) : null;
  }

  @ResolveField()
  async plan(@Parent() { planId }: MovementView, @CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders) {
    const row = await loaders.load('plan', planId, (ids) => this.plans.many(caller, ids));
    return row ? planOfRow(row, caller) : null;
  }

  @ResolveField()
  timeline(@Parent() { id }: MovementView, @Args() page: { first?: number; after?: string }, @CurrentCaller() caller: Caller) {
    return timelineOf(this.platform, movementEvents, id, page, tellMovement, caller);
  }

  @Mutation()
  async launchMovement(@Args('input') input: schema.LaunchMovementInput, @CurrentCaller() caller: Caller) {
    return this.give('LaunchMovement', input.movementId, await this.paper(input, caller), input, caller);
  }

  @Mutation()
  async joinMovement(@Args('input') input: schema.JoinMovementInput, @CurrentCaller() caller: Caller) {
    const document = await this.documents.oneOf(input.document, caller);
    return this.give('JoinMovement', input.movementId, { unitId: input.unitId, ...document }, input, caller);
  }

  @Mutation()
  async holdInterimReview(@Args('input') input: schema.HoldReviewInput, @CurrentCaller() caller: Caller) {
    return this.give('HoldInterimReview', input.movementId, await this.review(input, caller), input, caller);
  }

  @Mutation()
  async holdFinalReview(@Args('input') input: schema.HoldReviewInput, @CurrentCaller() caller: Caller) {
    return this.give('HoldFinalReview', input.movementId, await this.review(input, caller), input, caller);
  }

  private async paper(
    { document }: { readonly document: schema.DocumentReferenceInput },
    caller: Caller,
  ): Promise<DataOf<'LaunchMovement'>> {
    const [known] = await this.documents.of([document], caller);
    return { document: known! }; // one in, one out
  }

  private async review(input: schema.HoldReviewInput, caller: Caller): Promise<DataOf<'HoldFinalReview'>> {
    return { ...(await this.paper(input, caller)), summary: filled(input.summary, ['input', 'summary']) };
  }

  private async give<Type extends MovementCommand['type']>(
    type: Type,
    id: string,
    data: DataOf<Type>,
    request: OrderRequest,
    caller: Caller,
  ): Promise<MovementPayloadView> {
    // `data` was checked by this signature; a second deferred Extract is a different type to the compiler.
    const order = caller.order<MovementCommand, Movement, MovementEvent, Type>(movement, id, type, data as never, request);
    return toPayload(id, await this.commands.execute(new Execute(movement, id, order)), caller);
  }
}
