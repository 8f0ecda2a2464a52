import { type AnyProcess, bounded, categoryOf, type EventCatalogue, idOf, type Platform } from '@laurel/event-sourcing';
import type { Page, ReadModels } from '@laurel/read-models';
import { type Problem, problems } from './problems.js';
import { processIndex } from './process-index.js';
import { takeInputs } from './process-inputs.js';
import { processWorker } from './process-worker.js';
import { pulse as newPulse } from './pulse.js';
import { type DerivedUuid, sendOrder } from './send-order.js';

export interface ProcessesOptions {
  readonly platform: Platform;
  /** Opened with `processIndex` among its collections. */
  readonly readModels: ReadModels;
  /** Of every category that the processes take inputs from. */
  readonly vocabulary: readonly EventCatalogue[];
  readonly processes: readonly AnyProcess[];
  readonly derivedUuid: DerivedUuid;
  /** The parsed JSON of a file by its hash; needed when a process `reads`. */
  readonly files?: (tenant: string, hash: string) => Promise<unknown>;
  /** Orders under way at once, of all processes together; 32 when absent. */
  readonly inFlight?: number;
  readonly onProblem?: (problem: Problem) => void;
}

export interface RunningProcesses {
  /** Resolves when every input is taken in and every process rests. Throws when one stands still by a lasting problem, or they are stopped before. */
  settled(): Promise<void>;
  /** True when it was so at the moment of asking. */
  isSettled(): Promise<boolean>;
  problems(): readonly Problem[];
  /** Resolves when one of them takes no more inputs in: it was stopped, or another process has taken over. */
  readonly ended: Promise<void>;
  /** Ends what is under way, then stops. */
  stop(): Promise<void>;
}

/**
 * Runs the process managers of one service: takes their inputs in, sends what is outstanding until every order is settled, writes the
 * answers down. After a crash every process that was not at rest goes on. Throws `TypeError` when an input's category has no vocabulary.
 */
export const runProcesses = async (options: ProcessesOptions): Promise<RunningProcesses> => {
  const { platform, readModels, processes, derivedUuid, files = noFiles, inFlight = 32 } = options;
  const vocabulary = vocabularyOf(options);
  const abort = new AbortController();
  const [board, pulse, limit] = [problems(options.onProblem), newPulse(), bounded(inFlight)];
  const shared = { platform, readModels, derivedUuid, board, pulse, signal: abort.signal };
  const worker = processWorker({ ...shared, send: sendOrder(platform), limit, files });
  const inputs = await Promise.all(processes.map((process) => takeInputs(process, { ...shared, vocabulary, onConcerned: worker.wake })));
  await wakeUnfinished(options, worker.wake);

  const isSettled = async (): Promise<boolean> =>
    // The worker is asked twice: the log only when it may be worth it, and what the log has given it meanwhile counts.
    worker.idle() && (await Promise.all(inputs.map((input) => input.caughtUp()))).every(Boolean) && worker.idle();
  return {
    isSettled,
    settled: async () => {
      for (;;) {
        const seen = pulse.count;
        if (await isSettled()) return;
        const [stuck] = board.list().filter(({ lasting }) => lasting);
        if (stuck) throw new Error(`${stuck.part} stands still: ${stuck.problem}`);
        if (abort.signal.aborted) throw new Error('the processes were stopped');
        await pulse.after(seen);
      }
    },
    problems: board.list,
    ended: Promise.race(inputs.map(({ ended }) => ended)),
    stop: async () => {
      abort.abort();
      await Promise.all(inputs.map(({ ended }) => ended));
      await worker.drained();
      pulse.beat(); // for those who wait until all rest
    },
  };
};

const vocabularyOf = ({ vocabulary, processes }: ProcessesOptions): ReadonlyMap<string, EventCatalogue> => {
  const known = new Map(vocabulary.map((catalogue) => [catalogue.category, catalogue]));
  const foreign = processes.flatMap(({ inputs }) => Object.keys(inputs)).find((category) => !known.has(category));
  if (foreign !== undefined) throw new TypeError(`a process takes inputs from ${foreign}, which is not in the vocabulary of its service`);
  return known;
};

const wakeUnfinished = async (
  { readModels, processes }: ProcessesOptions,
  wake: ReturnType<typeof processWorker>['wake'],
): Promise<void> => {
  const byCategory = new Map(processes.map((process) => [process.events.category, process]));
  const index = readModels.collection(processIndex);
  for (const tenant of await readModels.tenants(processIndex)) {
    let after: string | undefined;
    do {
      const page: Page<{ readonly id: string; readonly revision: number }> = await index.find(
        { reach: () => ({ tenant }) },
        { index: 'all', where: {}, page: { first: 100, ...(after !== undefined && { after }) } },
      );
      for (const { document } of page.items) {
        const process = byCategory.get(categoryOf(document.id));
        // A process that is no longer declared keeps its row, and goes on when it is declared again.
        if (process) wake({ process, id: idOf(document.id), stream: document.id, tenant, revision: document.revision });
      }
      after = page.hasNext ? page.items.at(-1)?.cursor : undefined;
    } while (after !== undefined);
  }
};

const noFiles = (_: string, hash: string): Promise<unknown> => Promise.reject(new Error(`there is nothing to read the file ${hash} with`));
