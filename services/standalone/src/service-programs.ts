import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parts } from './parts.js';

/** Those that can be a process of their own. */
export const serviceNames = (): readonly string[] => parts.map(({ definition }) => definition.name);

/** Runs one word of a service's program in this environment and on this terminal. Gives its exit code. */
export const runProgram = async (service: string, word: `--${string}`): Promise<number> => {
  const program = fileURLToPath(new URL(`../../${service}/dist/main.js`, import.meta.url));
  const child = spawn(process.execPath, [program, word], { stdio: ['ignore', 'inherit', 'inherit'] });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
};
