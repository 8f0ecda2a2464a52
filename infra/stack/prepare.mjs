import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failed } from '../lib/progress.mjs';
import { root } from '../lib/workspace.mjs';
import { programOf } from './layout.mjs';

/**
 * What an operator does for each service before a release: schema of the log, topics, indexes. Done once for each build: whatever is missing
 * all the same is refused by name at the start. Throws `Failed` with what went wrong. Ends at once when `signal` is aborted.
 */
export const prepare = async (services, environmentOf, dataDir, signal) => {
  const [file, build] = [join(dataDir, 'prepared'), buildOfNow()];
  if (existsSync(file) && readFileSync(file, 'utf8') === build) return;
  // One after the other: topics are made by whoever comes first.
  for (const service of services) await prepareOne(service, environmentOf(service), signal);
  writeFileSync(file, build, { mode: 0o600 });
};

/** Changes whenever the compiler writes something. */
const buildOfNow = () => {
  const marks = ['libs', 'services'].flatMap((top) =>
    readdirSync(join(root, top))
      .map((name) => join(root, top, name, 'dist/.tsbuildinfo'))
      .filter(existsSync)
      .map((mark) => `${mark} ${statSync(mark).mtimeMs}`),
  );
  return createHash('sha256').update(marks.join('\n')).digest('hex');
};

const prepareOne = (service, env, signal) =>
  new Promise((resolve, reject) => {
    execFile(process.execPath, [programOf(service), '--prepare'], { env, timeout: 300_000, signal }, (error, said, complained) => {
      if (!error) return resolve();
      if (signal.aborted) return reject(signal.reason);
      const last = `${said}\n${complained}`.trim().split('\n').at(-1) || error.message;
      reject(new Failed(`${service} could not be prepared: ${last}`));
    });
  });
