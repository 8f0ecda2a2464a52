import { execFile } from 'node:child_process';
import { Failed } from '../lib/progress.mjs';
import { programOf } from './layout.mjs';

/** What an operator does for each service before a release: schema of the log, topics, indexes. Throws `Failed` with what went wrong. */
export const prepare = async (services, environmentOf) => {
  // One after the other: topics are made by whoever comes first.
  for (const service of services) await prepareOne(service, environmentOf(service));
};

const prepareOne = (service, env) =>
  new Promise((resolve, reject) => {
    execFile(process.execPath, [programOf(service), '--prepare'], { env, timeout: 300_000 }, (error, said, complained) => {
      if (!error) return resolve();
      const last = `${said}\n${complained}`.trim().split('\n').at(-1) || error.message;
      reject(new Failed(`${service} could not be prepared: ${last}`));
    });
  });
