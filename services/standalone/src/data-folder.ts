import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkDataFormat, lockDataFolder } from '@laurel/runtime';
import { StartProblem } from '@laurel/runtime/process';
import { z } from 'zod';

/** The folder of one platform, held by one process. */
export interface DataFolder {
  readonly path: string;
  release(): void;
}

/** Of the folder's layout. A newer version of Laurel raises it; this one then refuses the folder. */
const format = 1;
/** The folder of npm start is not the one of npm run stack: each knows its own by this file. */
const marks = { start: 'format.json', stack: 'stack-format.json' } as const;

export interface TakeOptions {
  readonly fresh: boolean;
  /** Whose folder it is; that of npm start when absent. */
  readonly form?: keyof typeof marks;
}

/**
 * Takes the folder, and empties it when `fresh`. Throws `StartProblem` for a folder that is not Laurel's, or of its other form;
 * `DataFolderLocked`, `DataFolderIsNewer`.
 */
export const takeDataFolder = (path: string, { fresh, form = 'start' }: TakeOptions): DataFolder => {
  const mark = marks[form];
  const before = existsSync(path) ? readdirSync(path).filter((name) => !name.startsWith('lock')) : [];
  if (before.length > 0 && !isMarked(path, mark)) {
    const what = formOf(path) ? `the data of ${form === 'start' ? 'npm run stack' : 'npm start'}` : "something else than Laurel's data";
    throw new StartProblem(`${path} holds ${what}: choose another folder with --data-dir.`);
  }
  const release = lockDataFolder(path);
  try {
    // The mark goes last: what a crash leaves half emptied is still known as Laurel's.
    if (fresh)
      for (const name of [...before.filter((each) => each !== mark), mark]) rmSync(join(path, name), { recursive: true, force: true });
    checkDataFormat(path, format, mark);
    return { path, release };
  } catch (error) {
    release();
    throw error;
  }
};

/** Which of the two has written in a folder; undefined where neither has. */
export const formOf = (path: string): keyof typeof marks | undefined =>
  isMarked(path, marks.stack) ? 'stack' : isMarked(path, marks.start) ? 'start' : undefined;

/** Others call a file `format.json` too: ours says one whole number and nothing else. */
const isMarked = (path: string, mark: string): boolean => {
  try {
    return z.strictObject({ format: z.int() }).safeParse(JSON.parse(readFileSync(join(path, mark), 'utf8'))).success;
  } catch {
    return false; // there is none, or it is no JSON
  }
};
