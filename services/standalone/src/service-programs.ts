import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { CannotAsk } from './ask-process.js';
import { variablesSet } from './environment.js';
import { parts } from './parts.js';

/** Those that can be a process of their own. */
export const serviceNames = (): readonly string[] => parts.map(({ definition }) => definition.name);

/** What names a place of one service's own, by the word that would make something there. */
const placesOfOne: Readonly<Record<string, readonly string[]>> = {
  '--prepare': ['LAUREL_EVENT_STORE_NAME', 'LAUREL_READ_MODELS_DATABASE'],
  '--migrate-store': ['LAUREL_EVENT_STORE_NAME'],
  '--apply-indexes': ['LAUREL_READ_MODELS_DATABASE'],
};

/**
 * The services whose programs a word is for: all, or the one that is named. Throws `CannotAsk` for a name that is none, and where the
 * environment would lead all of them to the place of one.
 */
export const servicesFor = (
  word: `--${string}`,
  only: string | undefined,
  from?: Readonly<Record<string, string | undefined>>,
): readonly string[] => {
  const all = serviceNames();
  if (only !== undefined) {
    if (!all.includes(only)) throw new CannotAsk(`There is no service ${only}: ${all.join(', ')}.`);
    return [only];
  }
  const set = variablesSet(placesOfOne[word] ?? [], from);
  if (set.length > 0)
    throw new CannotAsk(
      `${set.join(' and ')} would lead all services to one place: unset ${set.length === 1 ? 'it' : 'them'}, or say for which service it is with --service ${all.join(' or --service ')}.`,
    );
  return all;
};

/** Runs one word of a service's program in this environment and on this terminal. Gives its exit code. */
export const runProgram = async (service: string, word: `--${string}`): Promise<number> => {
  const program = fileURLToPath(new URL(`../../${service}/dist/main.js`, import.meta.url));
  const child = spawn(process.execPath, [program, word], { stdio: ['ignore', 'inherit', 'inherit'] });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
};
