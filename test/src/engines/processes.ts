import { readdirSync, readFileSync } from 'node:fs';

/**
 * The command lines of the processes that run with this `NAME=value` in the environment they were begun with: those that somebody began, and
 * what these began in turn, whoever their parent is now.
 */
export const begunWith = (mark: string): readonly string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && textsOf(name, 'environ').includes(mark))
    .map((name) => textsOf(name, 'cmdline').join(' '));

const textsOf = (pid: string, file: string): readonly string[] => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8').split('\0');
  } catch {
    return []; // gone meanwhile, or somebody else's
  }
};
