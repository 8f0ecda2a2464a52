import { bounded, type EventFilter, type Platform } from '@laurel/event-sourcing';
import type { AnyCollection, ReadModels } from '@laurel/read-models';
import { backoff, pause, persist, type Problem, problems } from './problems.js';
import { pulse } from './pulse.js';
import { type DerivedUuid, sendOrder } from './send-order.js';
import type { TimerTargets } from './timer.js';
import { timerWaves } from './timer-wave.js';

export interface TickerOptions {
  /** The business clock. */
  readonly clock: { now(): string; onMove(listener: () => void): () => void };
  readonly platform: Platform;
  readonly readModels: ReadModels;
  /** Made by `timerCollection`. */
  readonly rows: AnyCollection;
  readonly targets: TimerTargets;
  /** The events that arm timers: after each of them the ticker looks again. */
  readonly armedBy: EventFilter;
  /** Resolves when what has been written so far shows in the rows, and what follows from it too. */
  readonly caughtUp: () => Promise<void>;
  readonly derivedUuid: DerivedUuid;
  /** Commands under way at once; 32 when absent. */
  readonly inFlight?: number;
  readonly onProblem?: (problem: Problem) => void;
}

export interface RunningTicker {
  /** Resolves when nothing is due by now. Throws when a timer stands still by a lasting problem, or the ticker is stopped before. */
  settled(): Promise<void>;
  isSettled(): Promise<boolean>;
  problems(): readonly Problem[];
  stop(): Promise<void>;
}

/**
 * Sends the commands of due timers, each once per arming, in the order in which they fell due: all of one instant, then what follows from
 * them, then the next instant. So a year that passes in a second happens in its order. Sleeps until the next due time, a move of the
 * clock, or an event that arms. Two tickers do no harm: the ids are the same. Throws `TypeError` when `rows` are no timers.
 */
export const runTicker = async (options: TickerOptions): Promise<RunningTicker> => {
  const { clock, platform, rows, armedBy, caughtUp, derivedUuid, inFlight = 32 } = options;
  if (!('due' in rows.indexes)) throw new TypeError(`${rows.name} holds no timers: make it by \`timerCollection\``);
  const abort = new AbortController();
  const { signal } = abort;
  const [board, wakes, rests] = [problems(options.onProblem), pulse(), pulse()];
  const [standing, failures] = [new Set<string>(), new Map<string, number>()];
  const onFailed = (key: string): void => {
    failures.set(key, (failures.get(key) ?? 0) + 1);
    void pause(backoff(failures.get(key)!), signal).then(() => {
      standing.delete(key);
      wakes.beat();
    });
  };
  const waves = timerWaves({ ...options, derivedUuid, board, standing, onFailed, send: sendOrder(platform), limit: bounded(inFlight) });

  /** The earliest due instant of each tenant that has one. */
  const dueBy = async (to: string): Promise<readonly { readonly tenant: string; readonly due: string }[]> => {
    const found = await Promise.all((await waves.tenants()).map(async (tenant) => ({ tenant, due: await waves.firstDue(tenant, to) })));
    return found.flatMap(({ tenant, due }) => (due === undefined ? [] : [{ tenant, due }]));
  };

  const run = persist('timers', board, signal, async ({ succeeded }) => {
    while (!signal.aborted) {
      const seen = wakes.count;
      await caughtUp();
      const due = await dueBy(clock.now());
      for (const { tenant, due: instant } of due) await waves.fire(tenant, instant);
      succeeded();
      rests.beat();
      if (due.length === 0) await sleep(wakes.after(seen), await dueBy(endOfTime), clock, signal);
    }
  }).finally(rests.beat);
  const watch = persist('events that arm timers', board, signal, async ({ succeeded }) => {
    const head = await platform.store.head();
    wakes.beat(); // what came before this head
    for await (const message of platform.store.subscribe({ ...(head !== undefined && { after: head }), filter: armedBy, signal })) {
      if (message.kind !== 'events') continue;
      succeeded();
      wakes.beat();
    }
  });
  const stopListening = clock.onMove(wakes.beat);

  const isSettled = async (): Promise<boolean> => {
    await caughtUp();
    return standing.size === 0 && (await dueBy(clock.now())).length === 0;
  };
  return {
    isSettled,
    settled: async () => {
      while (!signal.aborted) {
        const seen = rests.count;
        if (await isSettled()) return;
        const stuck = board.list().find(({ lasting }) => lasting);
        if (stuck) throw new Error(`${stuck.part} stands still: ${stuck.problem}`);
        wakes.beat();
        await rests.after(seen);
      }
      throw new Error('the timers were stopped');
    },
    problems: board.list,
    stop: async () => {
      abort.abort();
      wakes.beat();
      stopListening();
      await Promise.all([run, watch]);
    },
  };
};

/** After every instant whose year has four digits. */
const endOfTime = '9999-12-31T23:59:59.999Z';
const longest = 2 ** 31 - 1; // ms, of a timer of Node; what is due later is looked at again then

const sleep = async (
  woken: Promise<void>,
  next: readonly { readonly due: string }[],
  clock: TickerOptions['clock'],
  signal: AbortSignal,
): Promise<void> => {
  if (next.length === 0) return woken;
  const first = Math.min(...next.map(({ due }) => Date.parse(due)));
  const awake = new AbortController();
  const until = Math.max(1, Math.min(longest, first - Date.parse(clock.now())));
  await Promise.race([woken, pause(until, AbortSignal.any([signal, awake.signal]))]);
  awake.abort();
};
