import { readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { sweptAfterMs } from './blobs.js';
import { isNotThere, isUnfinished, readIfThere } from './durable-files.js';
import { isHash } from './file-id.js';
import { hashOfReference } from './reference-file.js';

/**
 * Removes what nothing refers to. Content is first set aside, so that it is no longer found; then its references go; then itself: a crash
 * in between is made good by the next sweep, and whoever renews or keeps it meanwhile either gets it back or is told.
 */
export const sweepFolder = async (path: string, now: number): Promise<number> => {
  const isOld = async (file: string) => now - (await stat(file)).mtimeMs > sweptAfterMs;
  let swept = 0;
  for (const tenant of await entries(path)) {
    const [contents, references] = [await leaves(join(tenant, 'content')), await leaves(join(tenant, 'references'))];
    for (const file of [...contents, ...references]) if (isUnfinished(file) && (await isOld(file))) await rm(file, { force: true });
    const aside = await setAside(contents, isOld);
    if (aside.length === 0) continue;
    const hashes = new Set(aside.map((file) => basename(file, '.swept')));
    for (const reference of references) {
      const file = await readIfThere(reference);
      // A young one belongs to somebody who has just put the same bytes again.
      if (file && hashes.has(hashOfReference(file)) && (await isOld(reference))) await rm(reference, { force: true });
    }
    for (const file of aside) await rm(file, { force: true });
    swept += aside.length;
  }
  return swept;
};

type IsOld = (file: string) => Promise<boolean>;

/** Content that goes, renamed to `<hash>.swept`; with it what an earlier sweep set aside and did not finish. */
const setAside = async (files: readonly string[], isOld: IsOld): Promise<readonly string[]> => {
  const all = new Set(files);
  const aside: string[] = [];
  for (const file of files) {
    const content = file.replace(/\.swept$/, '');
    if (!isHash(basename(content))) continue;
    if (file === content) {
      if (all.has(`${content}.kept`) || !(await isOld(content))) continue;
      await rename(content, `${content}.swept`);
    }
    if (await isWanted(content, isOld)) await rename(`${content}.swept`, content);
    else aside.push(`${content}.swept`);
  }
  return aside;
};

const isWanted = async (content: string, isOld: IsOld): Promise<boolean> =>
  (await readIfThere(`${content}.kept`)) !== undefined || !(await isOld(`${content}.swept`));

const leaves = async (folder: string): Promise<readonly string[]> => (await Promise.all((await entries(folder)).map(entries))).flat();

const entries = async (folder: string): Promise<readonly string[]> => {
  try {
    return (await readdir(folder)).map((name) => join(folder, name));
  } catch (error) {
    if (isNotThere(error)) return [];
    throw error;
  }
};
