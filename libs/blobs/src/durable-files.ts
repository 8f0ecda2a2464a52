import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

const unfinished = '.part';

/** Writes a file that is there in full or not at all, and is still there after a power failure. `at`: its age begins then, milliseconds. */
export const writeDurably = async (path: string, bytes: Uint8Array, at: number): Promise<void> => {
  const folder = dirname(path);
  await makeFolder(folder);
  const part = join(folder, `${randomUUID()}${unfinished}`);
  try {
    const file = await open(part, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.utimes(at / 1000, at / 1000);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  await syncFolder(folder);
};

/** What a write leaves behind when the process dies in the middle of it. */
export const isUnfinished = (name: string): boolean => basename(name).endsWith(unfinished);

/** Undefined where there is no such file. */
export const readIfThere = async (path: string): Promise<Buffer | undefined> => {
  try {
    return await readFile(path);
  } catch (error) {
    if (isNotThere(error)) return undefined;
    throw error;
  }
};

export const isNotThere = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';

// A new folder is an entry of its parent, which has to reach the disk as well.
const makeFolder = async (folder: string): Promise<void> => {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) await syncFolder(dirname(made));
};

const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};
