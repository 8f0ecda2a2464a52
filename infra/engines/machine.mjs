// What the machine must have, and how it gets it.
import { accessSync, constants, existsSync, mkdtempSync, renameSync, rmSync, statfsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { Failed, quietly, step } from '../lib/progress.mjs';
import { makeFolder } from './instance.mjs';

const isProgram = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** Where a program is, among the folders given and those of the PATH. */
export const programOf = (name, folders = []) =>
  [...folders, ...(process.env.PATH ?? '').split(delimiter).filter(Boolean)].map((folder) => join(folder, name)).find(isProgram);

/** Whether we may install: as root, or by a sudo that asks nothing. */
const rootWords = async () => {
  if (programOf('apt-get') === undefined) return undefined;
  if (process.getuid?.() === 0) return [];
  const sudo = programOf('sudo');
  if (sudo === undefined) return undefined;
  return quietly(sudo, ['-n', 'true']).then(
    () => [sudo, '-n'],
    () => undefined,
  );
};

/**
 * Gives what `find` gives; where that is undefined, Debian's packages are installed and it is asked again.
 * Throws `Failed` with one line that says what is missing and how to get it.
 */
export const needed = async (what, packages, find) => {
  const there = await find();
  if (there !== undefined) return there;
  const advice = `${what} is missing: install ${packages.join(' and ')} (Debian: apt-get install ${packages.join(' ')}), then again.`;
  const asRoot = await rootWords();
  if (asRoot === undefined) throw new Failed(advice);
  await step(`Installing ${packages.join(', ')} by apt-get`, () => aptInstall(asRoot, packages, what));
  const found = await find();
  if (found === undefined) throw new Failed(advice);
  return found;
};

let listsAreFresh = false;
const aptInstall = async (asRoot, packages, what) => {
  // RUNLEVEL: Debian starts servers when it installs them, on ports of its own; invoke-rc.d does not while the machine is "single user".
  const words = [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', 'RUNLEVEL=1', 'apt-get', '-qq', '-o', 'DPkg::Lock::Timeout=180'];
  const apt = (...args) => quietly(words[0], [...words.slice(1), ...args]);
  let stale = '';
  try {
    // A source that does not answer is a warning to it; what is then missing tells nothing of that.
    if (!listsAreFresh) stale = /^W: Failed to fetch \S+ +(.*)$/m.exec(await apt('update'))?.[1] ?? '';
    listsAreFresh = true;
    await apt('install', '--no-install-recommends', ...packages);
  } catch (cause) {
    const reasons = [reasonIn(cause.message), ...(stale === '' ? [] : [`its lists could not be fetched: ${stale}`])];
    throw new Failed(`${what} could not be installed by apt-get: ${reasons.join('; ')}.`, { cause });
  }
};

/** Installs into a folder, whole or not at all. `work` fills an empty folder that it is given. Throws `Failed` with one line. */
export const installed = async (folder, what, from, megabytes, work) => {
  if (existsSync(folder)) return folder;
  makeFolder(dirname(folder));
  const { bavail, bsize } = statfsSync(dirname(folder));
  const free = Math.floor((bavail * bsize) / 2 ** 20);
  if (free < megabytes) throw new Failed(`The disk of ${dirname(folder)} is full: ${what} needs ${megabytes} MB there, ${free} are left.`);
  const beside = mkdtempSync(`${folder}.new-`);
  try {
    await step(`Downloading ${what} from ${from}`, () => work(beside));
    renameSync(beside, folder);
  } catch (cause) {
    // Somebody else's install was quicker.
    if ((cause.code === 'ENOTEMPTY' || cause.code === 'EEXIST') && existsSync(folder)) return folder;
    throw new Failed(`${what} could not be downloaded from ${from}: ${reasonIn(String(cause.message))}.`, { cause });
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
  return folder;
};

/** The line of a program's many that says why. */
export const reasonIn = (coloured) => {
  const said = coloured.replaceAll(/\u001b\[[\d;]*m/g, '');
  if (/ENOSPC|no space left/i.test(said)) return 'the disk is full';
  // pip tells of a network that fails as of a warning, and at the end only that it found nothing.
  const broken = /connection broken by (.*): \/\S*$/m.exec(said)?.[1];
  if (broken !== undefined) return `the registry does not answer: ${broken.slice(0, 250)}`;
  // Maven tells first what it was about, in more words than a line of ours has.
  const transfer = /Could not transfer .* from\/to .*?\): (?:transfer failed for \S+: )?(.*?)(?: -> \[|$)/m.exec(said)?.[1];
  if (transfer) return transfer.slice(0, 250);
  const lines = said.split('\n').map((line) => line.trim());
  const line =
    lines.find((one) => /^(\[?ERROR\]?|E:|fatal|go:)/i.test(one) && one.length > 12) ?? lines.findLast(Boolean) ?? 'no reason was given';
  return line
    .replace(/^(\[?ERROR\]?:?|E:)\s*/i, '')
    .slice(0, 300)
    .replace(/\.$/, '');
};
