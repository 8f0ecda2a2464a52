import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { StoreUnavailable } from '@laurel/event-sourcing';
import type pg from 'pg';
import { isDeterministic, isPassing, unavailable } from './faults.js';

/** Rows as arrays; `name` when the statement is asked again and again and the server should keep its plan. */
export interface Question {
  readonly name?: string;
  readonly text: string;
  readonly values?: readonly unknown[];
}

export type Read = <T extends readonly unknown[]>(question: Question) => Promise<readonly T[]>;

/**
 * Asks, and asks again while the server does not answer, for `patienceMs`: a connection that broke with a restart is nobody's concern.
 * Throws `StoreUnavailable` after that, or when the store is closed.
 */
export const reading =
  (readers: pg.Pool, where: string, patienceMs: number, isClosed: () => boolean): Read =>
  async <T extends readonly unknown[]>({ name, text, values = [] }: Question) => {
    const begun = performance.now();
    for (let pause = 10; ; pause = Math.min(2 * pause, 500)) {
      if (isClosed()) throw new StoreUnavailable('the store is closed');
      try {
        const { rows } = await readers.query<T[]>({ ...(name !== undefined && { name }), text, values: [...values], rowMode: 'array' });
        return rows as unknown as readonly T[]; // as rowMode says
      } catch (error) {
        if (isClosed()) throw new StoreUnavailable('the store is closed', { cause: error });
        if (isDeterministic(error)) throw error; // a bug, or a damaged disk: not to be disguised
        if (!isPassing(error) || performance.now() - begun + pause > patienceMs) throw unavailable(where, error);
        await sleep(pause);
      }
    }
  };

/** Many who ask the same at the same time get one answer, asked for after the last of them came; who are woken together ask together. */
export const asked = <T>(ask: () => Promise<T>): (() => Promise<T>) => {
  let gathering: Promise<T> | undefined;
  let underWay: Promise<unknown> = Promise.resolve();
  const begin = async (): Promise<T> => {
    await underWay;
    await nextTurn();
    gathering = undefined;
    const mine = ask();
    underWay = mine.catch(() => undefined);
    return mine;
  };
  return () => (gathering ??= begin());
};
