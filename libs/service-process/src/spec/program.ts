import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A built program that runs in a process of its own; what it says is kept. */
export interface Program {
  readonly process: ChildProcess;
  /** Its standard output so far, line by line. */
  readonly lines: () => readonly string[];
  /** Waits for a log line with these words and gives it. Throws when the program ends without it. */
  said(words: string): Promise<Readonly<Record<string, unknown>>>;
  /** Its exit code, or the signal that ended it. */
  ended(): Promise<number | string>;
}

/** Nothing of our own environment goes along. */
export const startProgram = (path: string, environment: Readonly<Record<string, string>>, words: readonly string[] = []): Program => {
  const child = spawn(process.execPath, [path, ...words], { env: { ...environment }, stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    child.emit('said');
  });
  const exit = once(child, 'close');
  const lines = (): readonly string[] => text.split('\n').slice(0, -1);
  return {
    process: child,
    lines,
    said: async (words) => {
      for (;;) {
        const line = lines().find((each) => each.includes(words));
        if (line !== undefined) return JSON.parse(line) as Record<string, unknown>; // whoever asks looks at it
        if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode} and never said "${words}":\n${text}`);
        await Promise.race([once(child, 'said'), exit]);
      }
    },
    ended: async () => {
      await exit;
      return child.exitCode ?? child.signalCode ?? 'unknown';
    },
  };
};
