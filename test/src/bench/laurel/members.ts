import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { processorMs, residentMiB } from './system.js';

/** One process of a stack that runs, as it has written of itself. */
export interface Member {
  readonly name: string;
  readonly service: string;
  readonly pid: number;
}

export const membersOf = (folder: string): readonly Member[] =>
  (JSON.parse(readFileSync(join(folder, 'stack.json'), 'utf8')) as { readonly processes: readonly Member[] }).processes;

/** Milliseconds from the beginning of the process, but for the memory. */
export interface Begun {
  readonly live: number;
  /** Takes requests. */
  readonly ready: number;
  /** Processor time until then. */
  readonly processor: number;
  readonly readyMiB: number;
  /** From SIGTERM to its end. */
  readonly stop: number;
}

/** One more process beside a member, told the same but for the ports. Linux: it reads what the member was told. */
export const oneMore = async ({ pid }: Member): Promise<Begun> => {
  const [port, operations] = [await freePort(), await freePort()];
  const told = textsOf(pid, 'environ').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)] as const);
  const env = { ...Object.fromEntries(told), LAUREL_PORT: `${port}`, LAUREL_OPERATIONS_PORT: `${operations}` };
  const begun = performance.now();
  const child = spawn(process.execPath, textsOf(pid, 'cmdline').slice(1), { env, stdio: 'ignore' });
  try {
    const live = await until(child, `http://127.0.0.1:${operations}/livez`, begun);
    const ready = await until(child, `http://127.0.0.1:${operations}/readyz`, begun);
    const [processor, readyMiB] = [processorMs(child.pid!)!, residentMiB(child.pid!)];
    const stopping = performance.now();
    child.kill('SIGTERM');
    await once(child, 'exit');
    return { live, ready, processor, readyMiB, stop: performance.now() - stopping };
  } finally {
    child.kill('SIGKILL');
  }
};

const textsOf = (pid: number, file: 'environ' | 'cmdline'): readonly string[] =>
  readFileSync(`/proc/${pid}/${file}`, 'utf8').split('\0').filter(Boolean);

const until = async (child: ChildProcess, url: string, begun: number): Promise<number> => {
  for (;;) {
    const answer = await fetch(url).catch(() => undefined); // not listening yet
    await answer?.arrayBuffer();
    if (answer?.ok) return performance.now() - begun;
    if (child.exitCode !== null) throw new Error(`a process told the same ended with ${child.exitCode}`);
    await sleep(20);
  }
};

const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === 'string') throw new Error('this machine gave no port');
  return address.port;
};
