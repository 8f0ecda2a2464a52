import type { Operations, ServiceStatus } from '@laurel/runtime';
import { askProcess, CannotAsk, Silent } from './ask-process.js';
import { commandOn } from './command-on.js';
import { cannotGoBack } from './local-time.js';
import { manyProcesses } from './many-processes.js';
import { findRunning, type Running } from './running.js';

/** How one service stands, over all of its processes. */
export interface ShownService extends Omit<ServiceStatus, 'leads'> {
  /** None when all of Laurel is one process. */
  readonly replicas: readonly { readonly name: string; readonly state: 'LEADS' | 'FOLLOWS' | 'SILENT' }[];
}

/** A Laurel that runs on this machine, asked from outside, in one process or in many. What cannot be asked or done is `CannotAsk`. */
export interface RunningLaurel extends Omit<Operations, 'status'> {
  /** Resolves when nothing is left to do anywhere, across services too. */
  settled(): Promise<void>;
  status(): Promise<{ readonly now: string; readonly services: readonly ShownService[] }>;
  /** Where the business clock stands; with an instant, after everything that fell due on the way there is done. */
  clock(to?: string): Promise<string>;
}

/** What runs on a folder, or on one of the usual ones. Throws `CannotAsk` when nothing does. */
export const runningLaurel = (folder: string | undefined): RunningLaurel => {
  const running = findRunning(folder);
  return running.processes ? manyProcesses({ ...running, processes: running.processes }) : oneProcess(running);
};

const oneProcess = ({ url, secret, dataDir }: Running & { readonly dataDir: string }): RunningLaurel => {
  const start = commandOn(dataDir, 'npm start');
  const ask = async <Answer>(path: string, body?: unknown): Promise<Answer> => {
    try {
      return (await askProcess({ url: `${url}/developer/${path}`, secret, body })) as Answer; // the same version of the same package answers
    } catch (error) {
      if (error instanceof Silent)
        throw new CannotAsk(`${url} does not answer: ${start} first, or name another folder with --data-dir.`, { cause: error });
      if (error instanceof CannotAsk && error.code === 'NOT_FOUND')
        throw new CannotAsk(`What answers at ${url} does not run on ${dataDir}: ${start} first.`, { cause: error });
      throw error;
    }
  };
  return {
    status: async () => {
      const { now, services } = await ask<{ now: string; services: readonly ServiceStatus[] }>('status');
      return { now, services: services.map((each) => ({ ...each, replicas: [] })) };
    },
    parked: async () => (await ask<{ parked: Awaited<ReturnType<Operations['parked']>> }>('parked')).parked,
    messages: async (consumer, key) =>
      (await ask<{ messages: Awaited<ReturnType<Operations['messages']>> }>('parked/show', { consumer, key })).messages,
    skip: async (consumer, key, reason) => void (await ask('parked/skip', { consumer, key, reason })),
    release: async (consumer, key) => (await ask<{ taken: number }>('parked/release', { consumer, key })).taken,
    rebuild: async (readModel) => void (await ask('rebuild', { readModel })),
    verify: async () => (await ask<{ logs: Awaited<ReturnType<Operations['verify']>> }>('verify', {})).logs,
    settled: async () => void (await ask('settled', {})),
    clock: async (to) => {
      const { now } = await ask<{ now: string }>('clock');
      if (to === undefined) return now;
      if (Date.parse(to) < Date.parse(now)) throw new CannotAsk(cannotGoBack(now, to));
      return (await ask<{ now: string }>('clock', { to })).now;
    },
  };
};
