import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A built program that runs on its own; what it says is kept. */
export interface Child {
  readonly process: ChildProcess;
  /** Its standard output so far, line by line. */
  readonly lines: () => readonly string[];
  /** Of its operations port, once it says that it has started. */
  started(): Promise<string>;
  /** Waits for a log line with these words and gives it. */
  said(words: string): Promise<Readonly<Record<string, unknown>>>;
  /** Exit code, 128 and more for a signal that killed it. */
  ended(): Promise<number | string>;
}

/** From the folder dist of the workspace's root, as it is run for real: `npm test` has built it. */
export const startChild = (program: string, words: readonly string[], environment: Readonly<Record<string, string>>): Child => {
  const child = spawn(process.execPath, [program, ...words], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    child.emit('said');
  });
  const exit = once(child, 'exit');
  const lines = (): readonly string[] => text.split('\n').slice(0, -1);
  const said = async (words: string): Promise<Readonly<Record<string, unknown>>> => {
    for (;;) {
      const line = lines().find((each) => each.includes(words));
      if (line !== undefined) return JSON.parse(line) as Record<string, unknown>; // whoever asks looks at it
      if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode} and never said "${words}":\n${text}`);
      await Promise.race([once(child, 'said'), exit]);
    }
  };
  return {
    process: child,
    lines,
    said,
    started: async () => String((await said('"started"')).operations),
    ended: async () => {
      const [code, signal] = (await exit) as [number | null, string | null]; // what the event gives
      return code ?? signal ?? 'unknown';
    },
  };
};

export const builtProgram = (path: string): string => fileURLToPath(new URL(`../../../dist/process/spec/${path}`, import.meta.url));
