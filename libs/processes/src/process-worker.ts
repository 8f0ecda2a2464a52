import type { Answer, bounded, Files, Platform, ProcessBatch } from '@laurel/event-sourcing';
import type { ReadModels } from '@laurel/read-models';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { backoff, pause, type Problems } from './problems.js';
import { isAtRest, processIndex } from './process-index.js';
import type { Concerned } from './process-inputs.js';
import { actorOf, askerOf, type Folded, type ProcessInstance, processInstance } from './process-instance.js';
import type { Pulse } from './pulse.js';
import { type DerivedUuid, type SendOrder } from './send-order.js';

interface Dependencies {
  readonly platform: Platform;
  readonly readModels: ReadModels;
  readonly derivedUuid: DerivedUuid;
  readonly send: SendOrder;
  /** How many orders of all processes may be under way at once: what is left is for people. */
  readonly limit: ReturnType<typeof bounded>;
  readonly files: (tenant: string, hash: string) => Promise<unknown>;
  readonly board: Problems;
  readonly pulse: Pulse;
  readonly signal: AbortSignal;
}

interface Active {
  readonly concerned: Concerned;
  readonly instance: ProcessInstance;
  readonly files: Map<string, unknown>;
  failures: number;
  /** An input came while it was at work. */
  again: boolean;
}

export interface ProcessWorker {
  /** This process may have something to send. */
  wake(concerned: Concerned): void;
  /** True when every process is at rest. */
  idle(): boolean;
  /** Resolves when what is under way is done; nothing new begins once the signal has aborted. */
  drained(): Promise<void>;
}

const atOnce = 4;

/** Sends what processes have outstanding: several take turns, a batch each, so that a long one does not hold up a short one. */
export const processWorker = (dependencies: Dependencies): ProcessWorker => {
  const { platform, board, pulse, signal } = dependencies;
  const active = new Map<string, Active>();
  const ready: Active[] = [];
  let busy = 0;

  const queue = (one: Active): void => {
    ready.push(one);
    pump();
  };

  const pump = (): void => {
    while (busy < atOnce && !signal.aborted) {
      const one = ready.shift();
      if (!one) return;
      busy++;
      void turn(one).finally(() => {
        busy--;
        pulse.beat();
        pump();
      });
    }
  };

  const turn = async (one: Active): Promise<void> => {
    const part = one.instance.stream;
    one.again = false;
    try {
      await nextTurn(); // requests first
      const rests = await takeTurn(one, dependencies);
      one.failures = 0;
      board.clear(part);
      if (!rests || one.again) queue(one);
      else active.delete(part);
    } catch (error) {
      board.tell(part, error);
      void pause(backoff(++one.failures), signal).then(() => queue(one));
    }
  };

  return {
    wake: (concerned) => {
      const one = active.get(concerned.stream);
      if (one) {
        one.again = true;
        return;
      }
      const instance = processInstance(platform, concerned.process, concerned.id);
      const added: Active = { concerned, instance, files: new Map(), failures: 0, again: false };
      active.set(concerned.stream, added);
      queue(added);
    },
    idle: () => active.size === 0,
    drained: async () => {
      while (busy > 0) await pulse.after(pulse.count);
    },
  };
};

/** One batch, or the way to rest. True when it rests. */
const takeTurn = async ({ concerned, instance, files }: Active, dependencies: Dependencies): Promise<boolean> => {
  const { readModels, derivedUuid } = dependencies;
  const { process, tenant, stream } = concerned;
  const folded = await instance.fold();
  const batch = process.outstanding(folded.state, await filesOf(concerned, folded, files, dependencies));
  if (batch) {
    if (folded.settled.has(batch.number)) throw new Error(`${stream} gives batch ${batch.number} again, which is settled`);
    const answers = await Promise.all(batch.orders.map((_, index) => sendOne(concerned, folded, batch, index, dependencies)));
    await instance.note(settledBy(batch, answers), derivedUuid(stream, String(batch.number), 'settled'), { evenAfterInput: true });
    return false;
  }
  if (!folded.rested && folded.revision >= 0) {
    const rests = await instance.note({ type: 'ProcessRested', data: {} }, derivedUuid(stream, String(folded.revision), 'rested'), {
      evenAfterInput: false,
    });
    if (!rests) return false;
  }
  const { revision } = await instance.fold();
  await readModels.transaction((tx) => tx.apply(processIndex, tenant, [isAtRest(stream, revision)]));
  return true;
};

const sendOne = (
  concerned: Concerned,
  { scope, cause }: Folded,
  batch: ProcessBatch,
  index: number,
  { limit, send, derivedUuid }: Dependencies,
): Promise<Answer> => {
  const { process, stream, tenant } = concerned;
  const { actor, correlationId, traceparent } = cause!; // a process begins with an input
  return limit(() =>
    send(batch.orders[index]!, {
      id: derivedUuid(stream, String(batch.number), String(index)),
      scope: scope ?? { tenant },
      by: actorOf(process, askerOf(actor)),
      correlationId,
      ...(traceparent && { traceparent }),
    }),
  );
};

const settledBy = ({ number, orders }: ProcessBatch, answers: readonly Answer[]) => ({
  type: 'BatchSettled' as const,
  data: {
    number,
    done: answers.filter(({ outcome }) => outcome === 'DONE').length,
    nothing: answers.filter(({ outcome }) => outcome === 'NOTHING').length,
    refused: answers.flatMap(({ outcome, reasons = [] }, index) =>
      outcome === 'REFUSED' ? [{ target: orders[index]!.target, reasons }] : [],
    ),
  },
});

const filesOf = async (
  { process, tenant, stream }: Concerned,
  { state }: Folded,
  loaded: Map<string, unknown>,
  { files }: Dependencies,
): Promise<Files> => {
  for (const hash of process.reads?.(state) ?? []) {
    if (!loaded.has(hash)) loaded.set(hash, await files(tenant, hash));
  }
  return {
    json: (hash) => {
      if (!loaded.has(hash)) throw new Error(`${stream} looks at the file ${hash}, which \`reads\` does not name`);
      return loaded.get(hash);
    },
  };
};
