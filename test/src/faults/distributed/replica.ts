import { setTimeout as sleep } from 'node:timers/promises';
import { operationsSecret } from '@laurel/service-process/spec';
import { type Program, startProgram } from '@laurel/testing/program';
import { program } from '../kit.js';
import type { BoxRow, Place, Release } from './boxes.js';

/** One process of the service. Whatever is asked of it rejects when it does not answer in time: it may be frozen or gone. */
export interface Replica {
  readonly program: Program;
  /** Of its own words; undefined when it does not answer. */
  health(): Promise<{ readonly ready: boolean; readonly leads?: boolean } | undefined>;
  put(order: PutOrder, withinMs?: number): Promise<PutAnswer>;
  /** As its read models show them; with `from` once they have come so far. */
  boxes(from?: string): Promise<{ readonly shown: boolean; readonly rows: readonly BoxRow[]; readonly tallied: number }>;
  /** It stops itself at the next such place; resolves when it has. */
  freeze(at: Place): Promise<void>;
  wake(): void;
  /** Rejects where it does not lead. */
  settled(): Promise<void>;
}

export interface PutOrder {
  readonly box: string;
  readonly n: number;
  readonly key: string;
  readonly expected?: number;
}

export interface PutAnswer {
  readonly position?: string;
  readonly revision?: number;
  readonly refused?: string;
}

const patienceMs = 4_000;
let marks = 0;

export const programOf = (release: Release): string => program(`distributed/${release === 1 ? 'boxes' : 'next-boxes'}-process`);

/** Starts a process on the environment and waits until it has started. */
export const startReplica = async (environment: Readonly<Record<string, string>>, release: Release = 1): Promise<Replica> => {
  const own = { LAUREL_PORT: '0', LAUREL_OPERATIONS_PORT: '0', LAUREL_DRAIN_SECONDS: '0', LAUREL_OPERATIONS_SECRET: operationsSecret };
  const running = startProgram(programOf(release), { environment: { ...own, ...environment } });
  const url = String((await running.said('"started"')).operations);
  const ask = async <Answer>(path: string, body?: object, within = patienceMs): Promise<Answer> => {
    const response = await fetch(`${url}/${path}`, {
      headers: { authorization: `Bearer ${operationsSecret}`, 'content-type': 'application/json' },
      signal: AbortSignal.timeout(within),
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    if (!response.ok && path !== 'readyz') throw new Error(`${path}: ${JSON.stringify(answer)}`);
    return answer as Answer; // our own process on the other side
  };
  return {
    program: running,
    health: () => ask<{ ready: boolean; leads?: boolean }>('readyz').catch(() => undefined),
    put: (order, withinMs) => ask('operations/put', order, withinMs),
    boxes: (from) => ask('operations/boxes', { ...(from !== undefined && { from }) }, 15_000),
    freeze: async (at) => {
      const mark = `at ${at}, ${++marks}`;
      await ask('operations/freeze', { at, mark });
      await running.said(`frozen ${mark}`);
    },
    wake: () => void running.process.kill('SIGCONT'),
    settled: () => ask('operations/settled', {}, 30_000),
  };
};

/** Asks again until it is so. Throws after so many seconds. */
export const until = async <T>(what: string, seconds: number, ask: () => Promise<T | undefined | false>): Promise<T> => {
  for (const giveUp = Date.now() + seconds * 1000; ; await sleep(50)) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > giveUp) throw new Error(`not within ${seconds} s: ${what}`);
  }
};
