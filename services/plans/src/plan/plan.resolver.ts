import type { Platform, Reason } from '@laurel/event-sourcing';
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
  toUserErrors,
} from '@laurel/subgraph';
import { Inject } from '@nestjs/common';
import { Args, Mutation, Parent, Query, ResolveField, ResolveReference, Resolver } from '@nestjs/graphql';
import type * as schema from '../generated/schema.js';
import { ObligationDocuments } from '../obligation/obligation-documents.js';
import { ObligationListQueries } from '../obligation-list/obligation-list.queries.js';
import { PlanListQueries } from '../plan-list/plan-list.queries.js';
import { decode } from '../reading/published-text.js';
import { plan as planAggregate } from './plan.decider.js';
import { planEvents } from './plan.events.js';
import { PlanFiles } from './plan-files.js';
import { tellPlan } from './plan.history.js';
import { bytesOfBase64, changesOf, deadlineOf, filled, some } from './plan-input.js';
import { AlreadyImported } from './plan-import.js';
import { PlanOrders } from './plan-orders.js';
import { planOfRow, type PlanPayloadView, type PlanView, toPayload } from './plan.view.js';
import { warningsOfClosing, warningsOfIssue } from './plan.warnings.js';

interface PlanArguments extends PageArguments {
  readonly year?: number | null;
  readonly status?: schema.PlanStatus | null;
}

/** A text over this many bytes is not sent inside an answer. */
const largestSentText = 1024 * 1024;

@Resolver('Plan')
export class PlanResolver {
  constructor(
    private readonly plans: PlanListQueries,
    private readonly orders: PlanOrders,
    private readonly files: PlanFiles,
    private readonly documents: ObligationDocuments,
    private readonly obligations: ObligationListQueries,
    @Inject(PLATFORM) private readonly platform: Platform,
  ) {}

  @Query()
  async plan(@Args('id') id: string, @CurrentCaller() caller: Caller): Promise<PlanView | null> {
    const row = await this.plans.one(caller, id);
    return row ? planOfRow(row, caller) : null;
  }

  @Query('plans')
  async list(@Args() asked: PlanArguments, @CurrentCaller() caller: Caller) {
    const page = await this.plans.plans(caller, asked, pageRequest(asked));
    return toConnection(
      page,
      (row) => planOfRow(row, caller),
      () => this.plans.count(caller, asked),
    );
  }

  @ResolveReference()
  async reference(@Parent() { id }: { readonly id: string }, @CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders) {
    const row = await loaders.load('plan', id, (ids) => this.plans.many(caller, ids));
    return row ? planOfRow(row, caller) : null;
  }

  @ResolveField()
  async text(@Parent() { files: { text } }: PlanView, @CurrentCaller() caller: Caller): Promise<schema.PlanText> {
    const content = text.bytes > largestSentText ? null : decode(await this.files.bytes(caller.tenant, text.hash)).replace(/^\uFEFF/u, '');
    return { sha256: text.hash, bytes: text.bytes, content };
  }

  @ResolveField()
  async movementParagraphs(
    @Parent() { files: { reading } }: PlanView,
    @CurrentCaller() caller: Caller,
  ): Promise<readonly schema.MovementParagraph[]> {
    const { movements } = await this.files.reading(caller.tenant, reading);
    return movements.map(({ letter, text, names }) => ({ letter, text, names }));
  }

  @ResolveField()
  timeline(@Parent() { id }: PlanView, @Args() page: { first?: number; after?: string }, @CurrentCaller() caller: Caller) {
    return timelineOf(this.platform, planEvents, id, page, tellPlan, caller);
  }

  @Mutation()
  async importPlan(@Args('input') input: schema.ImportPlanInput, @CurrentCaller() caller: Caller) {
    const given = {
      ...(input.number != null && { number: filled(input.number, ['input', 'number']) }),
      ...(input.date != null && { date: input.date }),
      ...(input.issuer != null && { issuer: filled(input.issuer, ['input', 'issuer']) }),
    };
    try {
      const document = {
        bytes: bytesOf(input),
        given,
        ...(input.fileName != null && { fileName: filled(input.fileName, ['input', 'fileName']) }),
      };
      const done = await this.orders.import(document, input, caller);
      return { ...toPayload(done.planId, done, caller), existing: null };
    } catch (error) {
      if (!(error instanceof AlreadyImported)) throw error;
      const row = await this.plans.one(caller, error.planId);
      return {
        plan: null,
        existing: row ? planOfRow(row, caller) : null,
        position: null,
        errors: toUserErrors(error.reasons, caller.language),
        warnings: [],
      };
    }
  }

  @Mutation()
  async readPlanAgain(@Args('input') input: schema.ReadPlanAgainInput, @CurrentCaller() caller: Caller): Promise<PlanPayloadView> {
    return toPayload(input.planId, await this.orders.readAgain(input.planId, input, caller), caller);
  }

  @Mutation()
  async discardPlan(@Args('input') input: schema.DiscardPlanInput, @CurrentCaller() caller: Caller): Promise<PlanPayloadView> {
    const reason = filled(input.reason, ['input', 'reason']);
    return toPayload(input.planId, await this.orders.discard(input.planId, reason, input, caller), caller);
  }

  @Mutation()
  async issuePlan(@Args('input') input: schema.IssuePlanInput, @CurrentCaller() caller: Caller): Promise<PlanPayloadView> {
    const { planId } = input;
    const done = await this.orders.prepareAndGive(
      'IssuePlan',
      planId,
      (asker) => this.orders.preparations.issue(planId, asker),
      input,
      caller,
    );
    const warnings: readonly Reason[] = await warningsOfIssue(done, (refs) =>
      this.orders.preparations.namesOf(caller.tenant, refs, caller.today),
    );
    return toPayload(planId, done, caller, toUserErrors(warnings, caller.language));
  }

  @Mutation()
  async amendPlan(@Args('input') input: schema.AmendPlanInput, @CurrentCaller() caller: Caller): Promise<PlanPayloadView> {
    const { planId } = input;
    const asked = {
      document: await this.documents.only(input.document, caller),
      reason: filled(input.reason, ['input', 'reason']),
      changes: changesOf(input.changes, ['input', 'changes']),
    };
    const done = await this.orders.prepareAndGive(
      'AmendPlan',
      planId,
      (asker) => this.orders.preparations.amendment(planId, asked, asker),
      input,
      caller,
    );
    return toPayload(planId, done, caller);
  }

  @Mutation()
  async recordAwaitedDocument(
    @Args('input') input: schema.RecordAwaitedDocumentInput,
    @CurrentCaller() caller: Caller,
  ): Promise<PlanPayloadView> {
    const { planId, fromTask, fromBody } = input;
    if ((fromTask == null) === (fromBody == null)) throw badInput(['input'], 'takes exactly one of fromTask, fromBody');
    const asked = {
      awaited: fromTask == null ? fromBody! : `task:${fromTask}`,
      document: await this.documents.only(input.document, caller),
      dates:
        input.dates?.map(({ milestoneId, deadline }, index) => ({
          milestoneId,
          rule: deadlineOf(deadline, ['input', 'dates', String(index), 'deadline']),
        })) ?? [],
    };
    const prepare = this.orders.preparations;
    const done = await this.orders.prepareAndGive(
      'ReceiveAwaitedDocument',
      planId,
      (asker) => prepare.awaitedDocument(planId, asked, asker),
      input,
      caller,
    );
    return toPayload(planId, done, caller);
  }

  @Mutation()
  async recordAnchorDate(@Args('input') input: schema.RecordAnchorDateInput, @CurrentCaller() caller: Caller): Promise<PlanPayloadView> {
    const { planId, milestoneId, date } = input;
    const asked = { milestoneId, name: filled(input.name, ['input', 'name']), date, units: some(input.unitIds, ['input', 'unitIds']) };
    const done = await this.orders.prepareAndGive(
      'RecordAnchor',
      planId,
      (asker) => this.orders.preparations.anchor(planId, asked, asker),
      input,
      caller,
    );
    return toPayload(planId, done, caller);
  }

  @Mutation()
  async closePlan(@Args('input') input: schema.ClosePlanInput, @CurrentCaller() caller: Caller): Promise<PlanPayloadView> {
    const { planId } = input;
    const reason = filled(input.reason, ['input', 'reason']);
    caller.reach(planAggregate.needs.ClosePlan!); // before anything is counted
    const owed = await this.obligations.count(caller, { planId, statuses: ['OPEN', 'ENDED_UNFILED'] });
    const done = await this.orders.give('ClosePlan', planId, { reason }, input, caller);
    return toPayload(planId, done, caller, toUserErrors(warningsOfClosing(owed), caller.language));
  }
}

const bytesOf = ({ text, contentBase64 }: schema.ImportPlanInput): Uint8Array => {
  if ((text == null) === (contentBase64 == null)) throw badInput(['input'], 'takes exactly one of text, contentBase64');
  if (text != null) return Buffer.from(text, 'utf8');
  return bytesOfBase64(contentBase64!, ['input', 'contentBase64']);
};
