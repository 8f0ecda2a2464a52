import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkDataFormat, lockDataFolder } from '@laurel/runtime';
import { z } from 'zod';
import { StartProblem } from './start-problem.js';

/** The folder of one platform, held by one process. */
export interface DataFolder {
  readonly path: string;
  release(): void;
}

/** Of the folder's layout. A newer version of Laurel raises it; this one then refuses the folder. */
const format = 1;
const mark = 'format.json';

/**
 * Takes the folder, and empties it when `fresh`. Throws `StartProblem` for a folder that is not Laurel's,
 * `DataFolderLocked`, `DataFolderIsNewer`.
 */
export const takeDataFolder = (path: string, { fresh }: { readonly fresh: boolean }): DataFolder => {
  const before = existsSync(path) ? readdirSync(path).filter((name) => !name.startsWith('lock')) : [];
  if (before.length > 0 && !isMarked(path)) {
    throw new StartProblem(`${path} holds something else than Laurel's data: choose another folder with --data-dir.`);
  }
  const release = lockDataFolder(path);
  try {
    // The mark goes last: what a crash leaves half emptied is still known as Laurel's.
    if (fresh)
      for (const name of [...before.filter((each) => each !== mark), mark]) rmSync(join(path, name), { recursive: true, force: true });
    checkDataFormat(path, format);
    return { path, release };
  } catch (error) {
    release();
    throw error;
  }
};

/** Others call a file `format.json` too: ours says one whole number and nothing else. */
const isMarked = (path: string): boolean => {
  try {
    return z.strictObject({ format: z.int() }).safeParse(JSON.parse(readFileSync(join(path, mark), 'utf8'))).success;
  } catch {
    return false; // there is none, or it is no JSON
  }
};
