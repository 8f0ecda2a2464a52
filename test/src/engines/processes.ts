import { readdirSync, readFileSync } from 'node:fs';

export interface Seen {
  readonly pid: number;
  readonly command: string;
}

/**
 * The processes that run with this `NAME=value` in the environment they were begun with: those that somebody began, and what these began in
 * turn, whoever their parent is now.
 */
export const begunWith = (mark: string): readonly Seen[] =>
  all().flatMap((pid) => (textsOf(pid, 'environ').includes(mark) ? [seen(pid)] : []));

/** The processes that one has begun and that are still its own, and theirs. */
export const descendantsOf = (pid: number): readonly Seen[] =>
  all()
    .filter((one) => parentOf(one) === pid)
    .flatMap((one) => [seen(one), ...descendantsOf(one)]);

/** Those of them that still run. */
export const stillRunning = (some: readonly Seen[]): readonly Seen[] =>
  some.filter(({ pid, command }) => command !== '' && seen(pid).command === command);

const all = () => readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
const seen = (pid: number): Seen => ({ pid, command: textsOf(pid, 'cmdline').join(' ').trim() });
const parentOf = (pid: number) => Number(textsOf(pid, 'stat')[0]?.split(') ').at(-1)?.split(' ')[1]);

const textsOf = (pid: number, file: string): readonly string[] => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8').split('\0');
  } catch {
    return []; // gone meanwhile, or somebody else's
  }
};
