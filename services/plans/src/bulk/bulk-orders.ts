import { type DomainEvent, type Handled, load, type Platform, type Reason, Refusal } from '@laurel/event-sourcing';
import { Execute, PLATFORM } from '@laurel/event-sourcing/nest';
import type { Caller, OrderRequest } from '@laurel/subgraph';
import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { obligation } from '../obligation/obligation.decider.js';
import type { ObligationStatus } from '../obligation/obligation.state.js';
import { aboutOf } from '../obligation-list/about.js';
import { ObligationListQueries } from '../obligation-list/obligation-list.queries.js';
import { PlanFiles } from '../plan/plan-files.js';
import { reminder } from '../reminder/reminder.decider.js';
import { bulk, type BulkCommand } from './bulk.decider.js';
import type { BulkItem, BulkOrder } from './bulk.events.js';

/** What became of one of many. */
export interface BulkAnswer {
  readonly obligationId: string;
  /** Why not; none when it was done. */
  readonly reasons: readonly Reason[];
}

export type BulkDone =
  | { readonly kind: 'ANSWERED'; readonly answers: readonly BulkAnswer[]; readonly position: string | undefined }
  | { readonly kind: 'STARTED'; readonly workId: string; readonly count: number; readonly position: string | undefined };

/** As many as this are done at once. */
const atOnce = 100;
const side = 8;

/** One order of a person for everybody who owes a milestone, as far as the permission for it reaches. */
@Injectable()
export class BulkOrders {
  constructor(
    private readonly obligations: ObligationListQueries,
    private readonly commands: CommandBus,
    private readonly files: PlanFiles,
    @Inject(PLATFORM) private readonly platform: Platform,
  ) {}

  async give(milestoneId: string, asked: BulkOrder, request: OrderRequest, caller: Caller): Promise<BulkDone> {
    if (request.idempotencyKey != null) {
      // What a process was started for is answered by that process, however few are left.
      const work = workFor({ milestoneId, list: '', count: 0 }, asked, request, caller);
      if (await load(this.platform, bulk, work.id, work.order.scope)) return this.started(work);
    }
    const items = await this.items(milestoneId, asked, caller);
    return items.length <= atOnce ? this.eachNow(items, asked, request, caller) : this.start(milestoneId, items, asked, request, caller);
  }

  private async items(milestoneId: string, { kind }: BulkOrder, caller: Caller): Promise<readonly BulkItem[]> {
    const statuses: readonly ObligationStatus[] = [kind === 'ACCEPT' ? 'FILED' : 'OPEN'];
    const reader = { reach: () => caller.reach(permissionOf[kind]) };
    const items: BulkItem[] = [];
    for await (const row of this.obligations.all(reader, { milestoneId, statuses })) items.push(aboutOf(row));
    return items;
  }

  private async eachNow(items: readonly BulkItem[], asked: BulkOrder, request: OrderRequest, caller: Caller): Promise<BulkDone> {
    const answers: BulkAnswer[] = [];
    let position: string | undefined;
    for (let from = 0; from < items.length; from += side) {
      const some = await Promise.all(items.slice(from, from + side).map((item) => this.one(item, asked, request, caller)));
      for (const { answer, at } of some) {
        answers.push(answer);
        if (at !== undefined && (position === undefined || at > position)) position = at;
      }
    }
    return { kind: 'ANSWERED', answers, position };
  }

  private async one(
    item: BulkItem,
    asked: BulkOrder,
    request: OrderRequest,
    caller: Caller,
  ): Promise<{ readonly answer: BulkAnswer; readonly at: string | undefined }> {
    const { obligationId } = item;
    try {
      const { position } = await this.order(item, asked, request, caller);
      return { answer: { obligationId, reasons: [] }, at: position };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { answer: { obligationId, reasons: error.reasons }, at: undefined };
    }
  }

  private order(item: BulkItem, asked: BulkOrder, request: OrderRequest, caller: Caller): Promise<Handled<unknown, DomainEvent>> {
    const { obligationId: id } = item;
    switch (asked.kind) {
      case 'ACCEPT':
        return this.commands.execute(new Execute(obligation, id, caller.order(obligation, id, 'AcceptFiling', {}, request)));
      case 'EXTEND': {
        const { kind: _, ...extension } = asked;
        return this.commands.execute(new Execute(obligation, id, caller.order(obligation, id, 'ExtendObligation', extension, request)));
      }
      case 'REMIND': {
        const data = { ...item, kind: 'MANUAL', message: asked.message } as const;
        return this.commands.execute(new Execute(reminder, id, caller.order(reminder, id, 'SendReminder', data, request)));
      }
    }
  }

  private async start(
    milestoneId: string,
    items: readonly BulkItem[],
    asked: BulkOrder,
    request: OrderRequest,
    caller: Caller,
  ): Promise<BulkDone> {
    const person = 'person' in caller.actor ? caller.actor.person : '';
    const list = await this.files.put(caller.tenant, person, items);
    return this.started(workFor({ milestoneId, list, count: items.length }, asked, request, caller));
  }

  private async started({ id: workId, order }: Work): Promise<BulkDone> {
    const { position, state } = await this.commands.execute(new Execute(bulk, workId, order));
    return { kind: 'STARTED', workId, count: state?.count ?? 0, position };
  }
}

interface Work {
  readonly id: string;
  readonly order: BulkCommand;
}

const permissionOf: Readonly<Record<BulkOrder['kind'], string>> = {
  ACCEPT: bulk.needs.AcceptMany!,
  EXTEND: bulk.needs.ExtendMany!,
  REMIND: bulk.needs.RemindMany!,
};

const workFor = (
  started: { readonly milestoneId: string; readonly list: string; readonly count: number },
  asked: BulkOrder,
  request: OrderRequest,
  caller: Caller,
): Work => {
  switch (asked.kind) {
    case 'ACCEPT':
      return caller.create(bulk, 'bulk', 'AcceptMany', () => ({ ...started, order: asked }), request);
    case 'EXTEND':
      return caller.create(bulk, 'bulk', 'ExtendMany', () => ({ ...started, order: asked }), request);
    case 'REMIND':
      return caller.create(bulk, 'bulk', 'RemindMany', () => ({ ...started, order: asked }), request);
  }
};
