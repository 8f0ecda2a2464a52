import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { type Reasons, refuse } from '@laurel/event-sourcing';
import type { Gazetteer } from './gazetteer.js';
import { readPlan } from './read-plan.js';
import { because } from './reading.reasons.js';
import type { PlanReading } from './reading.js';

export type ReadPlan = (bytes: Uint8Array, gazetteer: Gazetteer) => Promise<PlanReading>;

/** What comes back over the border of the thread. */
export type Answered = { readonly reading: PlanReading } | { readonly refused: Reasons };

export interface AsideLimits {
  /** A text that takes longer is refused, in milliseconds. */
  readonly atMostMs: number;
  /** A thread with nothing to do goes after this, in milliseconds. */
  readonly idleMs: number;
  readonly memoryMb: number;
}

const usual: AsideLimits = { atMostMs: 30_000, idleMs: 60_000, memoryMb: 512 };

/**
 * Reads plans in a thread of its own, one after the other, so that a large one holds up nobody else. The thread begins with the first
 * plan, and does not keep the process alive. Throws the refusals of `readPlan`, and PLAN_TOO_COMPLEX for what takes too much time or memory.
 */
export const readingAside = (script: URL, limits: AsideLimits = usual): ReadPlan => {
  let worker: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let line: Promise<unknown> = Promise.resolve();
  const stop = (): void => {
    void worker?.terminate();
    worker = undefined;
  };
  const read: ReadPlan = async (bytes, gazetteer) => {
    clearTimeout(idle);
    worker ??= new Worker(script, { resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb } });
    worker.ref();
    try {
      const answered = await ask(worker, { bytes, gazetteer }, limits.atMostMs);
      if ('refused' in answered) throw refuse(...answered.refused);
      return answered.reading;
    } catch (error) {
      if (!(error instanceof ThreadEnded)) throw error;
      stop();
      if (error.cause === undefined || codeOf(error.cause) === 'ERR_WORKER_OUT_OF_MEMORY') throw tooComplex(bytes);
      throw error.cause;
    } finally {
      worker?.unref();
      idle = setTimeout(stop, limits.idleMs).unref();
    }
  };
  return (bytes, gazetteer) => {
    const turn = line.then(() => read(bytes, gazetteer));
    line = turn.catch(() => undefined);
    return turn;
  };
};

/** Without a cause: it took too long. */
class ThreadEnded extends Error {
  override readonly name = 'ThreadEnded';
}

const ask = (worker: Worker, asked: object, atMostMs: number): Promise<Answered> =>
  new Promise<Answered>((resolve, reject) => {
    const ended = (cause?: unknown) => reject(new ThreadEnded('the thread gave no reading', cause === undefined ? {} : { cause }));
    const timer = setTimeout(ended, atMostMs);
    const once =
      <Args extends readonly unknown[]>(then: (...args: Args) => void) =>
      (...args: Args): void => {
        clearTimeout(timer);
        worker.removeAllListeners();
        worker.on('error', () => undefined); // of a thread that is done with
        then(...args);
      };
    worker.removeAllListeners();
    worker.once(
      'message',
      once((answered: Answered) => resolve(answered)),
    );
    worker.once(
      'error',
      once((error: unknown) => ended(error)),
    );
    worker.once(
      'exit',
      once((code: number) => ended(new Error(`the thread ended with ${code}`))),
    );
    worker.postMessage(asked);
  });

const codeOf = (error: unknown): unknown => (typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined);

const tooComplex = ({ length: bytes }: Uint8Array) => refuse(because('PLAN_TOO_COMPLEX', { bytes }));

const built = new URL('./read-plan.worker.js', import.meta.url);

// Sources under Jest have no built thread: they are read in place.
export const readPlanAside: ReadPlan = existsSync(fileURLToPath(built))
  ? readingAside(built)
  : async (bytes, gazetteer) => readPlan(bytes, gazetteer);
