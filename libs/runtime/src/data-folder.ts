import { createHash } from 'node:crypto';
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeDurably } from './durable-file.js';

/** Another process works in this folder. */
export class DataFolderLocked extends Error {
  override readonly name = 'DataFolderLocked';
  readonly code = 'DATA_FOLDER_LOCKED';
  constructor(
    readonly path: string,
    readonly pid: number,
  ) {
    super(`the data folder ${path} is in use by process ${pid}: stop that one, or choose another folder with --data-dir`);
  }
}

/** A newer Laurel has written this folder; this one could spoil it. */
export class DataFolderIsNewer extends Error {
  override readonly name = 'DataFolderIsNewer';
  readonly code = 'DATA_FOLDER_IS_NEWER';
  constructor(
    readonly path: string,
    readonly written: number,
    readonly known: number,
  ) {
    super(
      `the data folder ${path} has format ${written}, this Laurel knows up to ${known}: use the newer Laurel, or another folder with --data-dir`,
    );
  }
}

/**
 * Makes the folder if need be, for its owner alone, and takes it for this process. Gives the way to let it go; a process that dies lets it go too.
 * Throws `DataFolderLocked`.
 */
export const lockDataFolder = (path: string): (() => void) => {
  makeFolder(path);
  chmodSync(path, 0o700); // one that was there before, too
  const lock = join(path, 'lock');
  const mine = `${lock}.${process.pid}`;
  const text = JSON.stringify({ pid: process.pid, since: startOf(process.pid) });
  writeFileSync(mine, text, { mode: 0o600 });
  try {
    while (!linked(mine, lock) && !follow(path, lock, mine));
    return () => {
      if (contentOf(lock) === text) rmSync(lock, { force: true });
    };
  } finally {
    rmSync(mine, { force: true });
  }
};

/**
 * Refuses a folder of a newer format, and marks it with this one, in the file `mark`. Gives the format that it had, undefined for a new
 * folder. Throws `DataFolderIsNewer`.
 */
export const checkDataFormat = (path: string, known: number, mark = 'format.json'): number | undefined => {
  const file = join(path, mark);
  const text = contentOf(file);
  const written = text === undefined ? undefined : (JSON.parse(text) as { readonly format: number }).format;
  if (written !== undefined && written > known) throw new DataFolderIsNewer(path, written, known);
  if (written !== known) writeDurably(file, JSON.stringify({ format: known }));
  return written;
};

// Node's own recursive way never ends where the system says ENOENT under a parent that is there, as in /proc.
const makeFolder = (path: string): void => {
  const parent = dirname(path);
  if (parent !== path && !existsSync(parent)) makeFolder(parent);
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
};

/**
 * Puts our own lock in the place of one whose holder is dead. Of several who find it dead only the one may do so that has the claim to follow
 * that very holder; who dies with a claim is followed in turn. What a holder wrote is written by nobody else, so that a lock that was
 * exchanged never becomes the old one again. False: look again. Throws `DataFolderLocked` where whoever holds it, or claims it, lives.
 */
const follow = (path: string, lock: string, mine: string): boolean => {
  const [dead, claims] = [[] as string[], [] as string[]];
  for (let last = contentOf(lock); ; last = contentOf(claims.at(-1)!)) {
    if (last === undefined) return false; // let go meanwhile
    const { pid, since } = holderIn(last);
    if (isAlive(pid) && (since === undefined || startOf(pid) === since)) throw new DataFolderLocked(path, pid);
    dead.push(last);
    claims.push(`${lock}.after.${createHash('sha256').update(last).digest('hex').slice(0, 16)}`);
    if (linked(mine, claims.at(-1)!)) break;
  }
  const stands = contentOf(lock);
  const taken = stands !== undefined && dead.includes(stands);
  if (taken) {
    linkSync(mine, `${mine}.new`);
    renameSync(`${mine}.new`, lock);
  }
  // Afterwards: whoever comes late and makes one of them anew finds another lock.
  for (const claim of taken ? claims : claims.slice(-1)) rmSync(claim, { force: true });
  return taken;
};

/** A link is made whole or not at all, and never over another. */
const linked = (from: string, to: string): boolean => {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
};

/** After a power failure the file may hold nothing: then nobody holds the lock. */
const holderIn = (text: string): { readonly pid: number; readonly since?: string } => {
  try {
    return JSON.parse(text) as { readonly pid: number; readonly since?: string };
  } catch {
    return { pid: 0 };
  }
};

const contentOf = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
};

const isAlive = (pid: number): boolean => {
  if (pid <= 0) return false; // signals to 0 go to this very group
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** When a process began, so that another one with the same number after a restart of the machine is told apart. Linux only. */
const startOf = (pid: number): string | undefined => contentOf(`/proc/${pid}/stat`)?.split(') ').at(-1)?.split(' ')[19];
