import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface Child {
  readonly process: ChildProcess;
  /** Everything it has printed. */
  readonly said: () => string;
  /** Resolves when it has printed this. */
  readonly says: (text: string) => Promise<void>;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
}

/** Starts a compiled file beside the caller: real processes run what `build` made, also when the caller is a spec. */
export const startChild = (beside: string, file: string, ...args: readonly string[]): Child => {
  const path = fileURLToPath(new URL(file, beside)).replace('/test/src/', '/test/dist/');
  const child = spawn(process.execPath, ['--no-warnings', path, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  return {
    process: child,
    said: () => said,
    says: async (text) => {
      while (!said.includes(text)) {
        if (child.exitCode !== null) throw new Error(`the child ended before it said ${text}: ${said}`);
        await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
      }
    },
    ended: once(child, 'exit').then(([code, signal]) => ({ code: code as number | null, signal: signal as NodeJS.Signals | null })),
  };
};
