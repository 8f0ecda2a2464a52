import { answered, type Caller, CurrentCaller, toUserErrors } from '@laurel/subgraph';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type * as schema from '../generated/schema.js';
import { ObligationDocuments } from '../obligation/obligation-documents.js';
import { filled } from '../plan/plan-input.js';
import { type BulkDone, BulkOrders } from './bulk-orders.js';

@Resolver()
export class BulkResolver {
  constructor(
    private readonly orders: BulkOrders,
    private readonly documents: ObligationDocuments,
  ) {}

  @Mutation()
  async acceptAllFiled(@Args('input') input: schema.AcceptAllFiledInput, @CurrentCaller() caller: Caller) {
    return toPayload(await this.orders.give(input.milestoneId, { kind: 'ACCEPT' }, input, caller), caller);
  }

  @Mutation()
  async extendMilestone(@Args('input') input: schema.ExtendMilestoneInput, @CurrentCaller() caller: Caller) {
    const reason = filled(input.reason, ['input', 'reason']);
    const extension = { kind: 'EXTEND', lastDay: input.lastDay, reason, ...(await this.documents.oneOf(input.document, caller)) } as const;
    return toPayload(await this.orders.give(input.milestoneId, extension, input, caller), caller);
  }

  @Mutation()
  async remindMilestone(@Args('input') input: schema.RemindMilestoneInput, @CurrentCaller() caller: Caller) {
    const message = input.message == null ? {} : { message: filled(input.message, ['input', 'message']) };
    return toPayload(await this.orders.give(input.milestoneId, { kind: 'REMIND', ...message }, input, caller), caller);
  }
}

const toPayload = (done: BulkDone, { language }: Caller) => ({
  items:
    done.kind === 'ANSWERED'
      ? done.answers.map(({ obligationId, reasons }) => ({
          obligationId,
          done: reasons.length === 0,
          errors: toUserErrors(reasons, language),
        }))
      : null,
  workId: done.kind === 'STARTED' ? done.workId : null,
  count: done.kind === 'STARTED' ? done.count : done.answers.length,
  ...answered('plans', done),
});
