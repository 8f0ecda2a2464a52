import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The compiled program of a child, for a path below `faults/`, whether the caller itself runs compiled or from source. */
export const program = (name: string): string => {
  const path = fileURLToPath(new URL(`../../dist/faults/${name}.js`, import.meta.url));
  if (!existsSync(path)) throw new Error(`${path} is missing: build first (npm test and npm run test:faults do)`);
  return path;
};

export interface Child {
  /** Whole lines that it has written so far. */
  readonly lines: readonly string[];
  /** Resolves once it has written so many lines. */
  readonly wrote: (count: number) => Promise<void>;
  /** SIGKILL; resolves when it is gone and all it wrote was read. */
  readonly kill: () => Promise<void>;
  /** Resolves when it has ended by itself. */
  readonly gone: () => Promise<void>;
  /** Closes its input, which asks it to end; resolves with its exit code. */
  readonly end: () => Promise<number | null>;
  readonly process: ChildProcess;
}

export const child = (name: string, ...args: readonly string[]): Child => {
  const process_ = spawn(process.execPath, [program(name), ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines: string[] = [];
  let rest = '';
  const woken: (() => void)[] = [];
  const closed = once(process_, 'close');
  const wake = () => {
    for (const one of woken.splice(0)) one();
  };
  process_.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop()!; // a line that a kill cut short was never said
    lines.push(...parts);
    wake();
  });
  process_.once('close', wake);
  return {
    lines,
    process: process_,
    wrote: async (count) => {
      while (lines.length < count) {
        if (process_.exitCode !== null || process_.signalCode !== null) throw new Error(`${name} ended after ${lines.length} lines`);
        await new Promise<void>((resolve) => woken.push(resolve));
      }
    },
    kill: async () => {
      process_.kill('SIGKILL');
      await closed;
    },
    gone: async () => void (await closed),
    end: async () => {
      process_.stdin.end();
      await closed;
      return process_.exitCode;
    },
  };
};

export const inFolder = async <T>(work: (folder: string) => Promise<T>): Promise<T> => {
  const folder = mkdtempSync(join(tmpdir(), 'laurel-fault-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

export const between = (low: number, high: number): number => low + Math.random() * (high - low);
