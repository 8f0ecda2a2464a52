import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A built program that runs in a process of its own; what it says is kept. */
export interface Program {
  readonly process: ChildProcess;
  /** Whole lines that it has written so far. */
  readonly lines: readonly string[];
  /** Resolves once it has written so many lines. Rejects when it ends before. */
  wrote(count: number): Promise<void>;
  /** Resolves with the first line that has these words, as JSON. Rejects when it ends without it. */
  said(words: string): Promise<Readonly<Record<string, unknown>>>;
  /** Its exit code, or the signal that ended it, once it is gone and all it wrote was read. */
  ended(): Promise<number | string>;
  /** SIGKILL; resolves when it is gone. Rejects when it had ended by itself: then nothing was killed. */
  kill(): Promise<void>;
  /** Closes its input, which asks some to end; resolves as `ended`. */
  end(): Promise<number | string>;
}

export interface ProgramOptions {
  /** All that it is given; that of this process when absent. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly words?: readonly string[];
}

/** Starts what Node is to run from `path`. Its errors go where ours go. */
export const startProgram = (path: string, { environment, words = [] }: ProgramOptions = {}): Program => {
  const child = spawn(process.execPath, [path, ...words], { ...(environment && { env: environment }), stdio: ['pipe', 'pipe', 'inherit'] });
  const lines: string[] = [];
  let rest = '';
  const woken: (() => void)[] = [];
  const wake = (): void => {
    for (const one of woken.splice(0)) one();
  };
  const closed = once(child, 'close');
  child.stdin.on('error', () => undefined); // it ended before it was asked to
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop()!; // a line that a kill cut short was never said
    lines.push(...parts);
    wake();
  });
  child.once('close', wake);
  const outcome = (): number | string | undefined => child.exitCode ?? child.signalCode ?? undefined;
  /** What `look` finds, once it finds it. */
  const awaited = async <T>(what: string, look: () => T | undefined): Promise<T> => {
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      if (outcome() !== undefined && child.stdout.readableEnded)
        throw new Error(`${path} ended with ${outcome()}, without ${what}:\n${lines.join('\n')}`);
      await new Promise<void>((resolve) => woken.push(resolve));
    }
  };
  const ended = async (): Promise<number | string> => {
    await closed;
    return outcome() ?? 'unknown';
  };
  return {
    process: child,
    lines,
    ended,
    wrote: async (count) => void (await awaited(`${count} lines`, () => lines.length >= count || undefined)),
    said: async (text) => {
      const line = await awaited(`"${text}"`, () => lines.find((each) => each.includes(text)));
      return JSON.parse(line) as Record<string, unknown>; // whoever asks looks at it
    },
    kill: async () => {
      child.kill('SIGKILL');
      const how = await ended();
      if (how !== 'SIGKILL') throw new Error(`${path} could not be killed: it had ended with ${how}`);
    },
    end: () => {
      child.stdin.end();
      return ended();
    },
  };
};
