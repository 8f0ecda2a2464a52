import type { ReadModels } from '@laurel/read-models';
import { persist, type Problem, problems, pulse as newPulse } from '@laurel/processes';
import type { Publisher } from './bus.js';
import { outgoingOf, publishedOf, type Topic } from './topic.js';

export interface RelayOptions {
  readonly topic: Topic;
  readonly publisher: Publisher;
  /** Keeps how far the log has gone out. */
  readonly readModels: ReadModels;
  readonly onProblem?: (problem: Problem) => void;
}

export interface RunningRelay {
  /** True when all that is to leave the log by now has left it. */
  isSettled(): Promise<boolean>;
  /** Resolves when it is so. Throws when the relay stands still by a lasting problem, or is stopped before. */
  settled(): Promise<void>;
  problems(): readonly Problem[];
  /** Resolves when it has stopped, also because another relay has taken over. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

const batch = 500;

/**
 * Brings a service's log to the bus: read after the mark, map, send, await every acknowledgement, move the mark by compare-and-set.
 * A crash anywhere sends at most one batch again, under the same ids. A relay that was taken over stops.
 */
export const runRelay = async ({ topic, publisher, readModels, onProblem }: RelayOptions): Promise<RunningRelay> => {
  const { publishing, store } = topic;
  const abort = new AbortController();
  const [board, pulse, filter] = [problems(onProblem), newPulse(), outgoingOf(topic)];
  let owner = await readModels.acquire(`relay/${publishing.topic}`);

  const run = persist(`relay ${publishing.topic}`, board, abort.signal, async ({ succeeded }) => {
    const from = owner.position === undefined ? {} : { after: owner.position };
    for await (const message of store.subscribe({ ...from, filter, batch, signal: abort.signal })) {
      if (message.kind !== 'events') continue;
      const events = message.events.flatMap((event) => publishedOf(topic, event));
      if (events.length > 0) await publisher.send(publishing.topic, events);
      await readModels.transaction((tx) => tx.advance(owner, message.position));
      owner = { ...owner, position: message.position };
      succeeded();
      pulse.beat();
    }
  }).finally(pulse.beat);

  const isSettled = async (): Promise<boolean> => {
    for await (const _ of store.readAll({ ...(owner.position !== undefined && { after: owner.position }), filter, limit: 1 })) return false;
    return true;
  };
  return {
    isSettled,
    settled: async () => {
      for (;;) {
        const seen = pulse.count;
        if (await isSettled()) return;
        const stuck = board.list().find(({ lasting }) => lasting);
        if (stuck) throw new Error(`${stuck.part} stands still: ${stuck.problem}`);
        if (abort.signal.aborted) throw new Error(`relay ${publishing.topic} was stopped`);
        await pulse.after(seen);
      }
    },
    problems: board.list,
    ended: run,
    stop: async () => {
      abort.abort();
      await run;
    },
  };
};
