import type { Answer, bounded } from '@laurel/event-sourcing';
import { type AnyCollection, type Change, type CollectionOf, type Page, type ReadModels, upsert } from '@laurel/read-models';
import type { Problems } from './problems.js';
import type { DerivedUuid, SendOrder } from './send-order.js';
import type { timerCollection, TimerRow, TimerTargets } from './timer.js';

export interface TimerWaves {
  /** Tenants that have timers. */
  tenants(): Promise<readonly string[]>;
  /** The earliest instant up to this one for which a timer of the tenant is still to be sent, but for those that stand still. */
  firstDue(tenant: string, to: string): Promise<string | undefined>;
  /** Sends every timer of a tenant that is due at this very instant, and settles them. */
  fire(tenant: string, due: string): Promise<void>;
}

interface Dependencies {
  readonly readModels: ReadModels;
  readonly rows: AnyCollection;
  readonly targets: TimerTargets;
  readonly derivedUuid: DerivedUuid;
  readonly send: SendOrder;
  readonly limit: ReturnType<typeof bounded>;
  readonly board: Problems;
  /** A timer that could not be sent: it stays where it is and is left out until `retry` lets it in again. */
  readonly standing: Set<string>;
  readonly onFailed: (key: string) => void;
}

const inbox = 'timers';
const pageSize = 200;

export const timerWaves = (dependencies: Dependencies): TimerWaves => {
  const { readModels, rows, limit, standing } = dependencies;
  const timers = readModels.collection(rows) as CollectionOf<ReturnType<typeof timerCollection>>; // made by `timerCollection`, as its index shows

  const toSend = async function* (tenant: string, from: string, to: string, first = pageSize): AsyncIterable<readonly TimerRow[]> {
    let page: Page<TimerRow> | undefined;
    do {
      const after = page?.items.at(-1)?.cursor;
      page = await timers.find(
        { reach: () => ({ tenant }) },
        { index: 'due', where: { settled: false, due: { from, to } }, page: { first, ...(after !== undefined && { after }) } },
      );
      const found = page.items.map(({ document }) => document).filter((row) => !standing.has(keyOf(row)));
      if (found.length > 0) yield found;
    } while (page.hasNext);
  };

  return {
    tenants: () => readModels.tenants(rows),
    firstDue: async (tenant, to) => {
      // Looked for after every event that arms: one row is enough, unless some stand still.
      for await (const [first] of toSend(tenant, '', to, Math.min(standing.size + 1, pageSize))) return first?.due;
      return undefined;
    },
    fire: async (tenant, due) => {
      for await (const found of toSend(tenant, due, due)) {
        const answers = await Promise.all(found.map((row) => limit(() => fireOne(row, dependencies))));
        const settled = answers.flatMap((answer, index) => (answer ? [{ ...answer, row: found[index]! }] : []));
        if (settled.length === 0) continue;
        await readModels.transaction(async (tx) => {
          for (const { id, answer } of settled) await tx.settle(inbox, id, answer);
          await tx.apply(
            rows,
            tenant,
            settled.map(({ row }) => settledRow(row)),
          );
        });
      }
    },
  };
};

/** Undefined when it could not be sent. */
const fireOne = async (row: TimerRow, { readModels, targets, send, derivedUuid, board, onFailed, standing }: Dependencies) => {
  const { tenant, id: timer, stream, revision, due, category, target, type } = row;
  const part = `timer ${timer}`;
  const id = derivedUuid(tenant, timer, stream, String(revision), due);
  try {
    // It was answered before when the rows were built anew, or when the process died between sending and settling.
    const known = (await readModels.settled(inbox, id)) as Answer | undefined; // only answers are written there
    if (known) return { id, answer: known };
    const { aggregate, prepare } = targets[category] ?? noTarget(category);
    const data = prepare ? await prepare(row) : row.data;
    const answer = await send(
      { aggregate, target, type, data, at: due },
      { id, scope: { tenant }, by: { process: 'timer' }, correlationId: id },
    );
    board.clear(part);
    return { id, answer };
  } catch (error) {
    board.tell(part, error);
    standing.add(keyOf(row));
    onFailed(keyOf(row));
    return undefined;
  }
};

const noTarget = (category: string): never => {
  throw new TypeError(`the timers of this service do not order ${category}`);
};

/** Unless it was armed anew meanwhile. */
const settledRow = ({ id, stream, revision, due }: TimerRow): Change<TimerRow> =>
  upsert(id, (now) => (now && now.stream === stream && now.revision === revision && now.due === due ? { ...now, settled: true } : now));

/** One arming of one timer. */
const keyOf = ({ tenant, id, stream, revision, due }: TimerRow): string => JSON.stringify([tenant, id, stream, revision, due]);
