// The engines of one stack: an instance of its own of npm run engines, or such as run already.
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as commands from '../engines/commands.mjs';
import { Failed } from '../lib/progress.mjs';
import { root } from '../lib/workspace.mjs';
import { eventStoreName, kurrentdb, refuseOtherStore } from './event-store.mjs';
import { hostsOf } from './hosts.mjs';
import { usualFolder } from './words.mjs';

const folder = join(root, '.engines');
const titles = { kafka: 'Kafka', mongodb: 'MongoDB', postgres: 'PostgreSQL' };
const fileOf = (dataDir) => join(dataDir, 'engines.json');

/** One instance for each data folder, so that each stack has its own data. */
const instanceOf = (dataDir) =>
  dataDir === resolve(root, usualFolder) ? 'stack' : `stack-${createHash('sha256').update(dataDir).digest('hex').slice(0, 8)}`;

const wordsFor = (instance, only) => ({ folder, name: instance, only, fresh: false });

const eventStoreOf = (postgres) => ({ url: kurrentdb() ?? postgres, name: eventStoreName() });

/** What was written of the engines of a folder; undefined for a new one. */
export const recordedEngines = (dataDir) => (existsSync(fileOf(dataDir)) ? JSON.parse(readFileSync(fileOf(dataDir), 'utf8')) : undefined);

/** Refuses others than those that hold the data of a folder. Throws `Failed` with one line. */
export const refuseOtherEngines = ({ dataDir, engines: given }) => {
  const before = recordedEngines(dataDir);
  if (before === undefined) return;
  refuseOtherStore(dataDir, before);
  if ((before.given === undefined) !== (given === undefined))
    throw new Failed(
      `The data of ${dataDir} lie in ${before.given ? 'engines that were given: say the same --engines' : 'engines of its own: leave --engines out'}, or begin anew with --fresh.`,
    );
  const used = Object.keys(titles).filter((engine) => engine !== 'postgres' || kurrentdb() === undefined);
  if (given) for (const engine of used) refuseOthers(dataDir, engine, before.given[engine], given[engine]);
};

/** Servers come and go, and a password changes; who has no host in common with those before is somebody else, and empty. */
const refuseOthers = (dataDir, engine, before, now) => {
  const [known, others] = [hostsOf(before), hostsOf(now)];
  if (others.some((host) => known.includes(host))) return;
  throw new Failed(
    `The data of ${dataDir} lie in ${titles[engine]} at ${known.join()}, not at ${others.join()}: name it in --engines, or begin anew with --fresh.`,
  );
};

/**
 * Brings the engines up, or takes those that are given, and writes down which: the data of a folder lie in its engines. A folder that is new
 * or emptied begins with empty ones; among those of others, under names that nobody has. Once `signal` is aborted nothing more is started.
 */
export const enginesUp = async ({ dataDir, engines: given, brokers }, signal) => {
  const before = recordedEngines(dataDir);
  const begin = before === undefined;
  const events = eventStoreName();
  if (given) {
    const record = { given, events, namespace: before?.namespace ?? `laurel_${randomBytes(4).toString('hex')}` };
    write(dataDir, record);
    const copies = given.kafka.split(',').length >= 3 ? 3 : 1;
    return {
      own: false,
      namespace: record.namespace,
      copies,
      kafka: given.kafka,
      mongodb: given.mongodb,
      events: eventStoreOf(given.postgres),
    };
  }
  const instance = instanceOf(dataDir);
  const only = ['kafka', 'mongodb', ...(kurrentdb() === undefined ? ['postgres'] : [])];
  const up = await commands.up({ ...wordsFor(instance, only), brokers, fresh: begin, signal });
  write(dataDir, {
    instance,
    only,
    events,
    namespace: before?.namespace ?? (kurrentdb() === undefined ? 'laurel' : `laurel_${randomBytes(4).toString('hex')}`),
  });
  const { kafka, mongodb, postgres } = up;
  return {
    own: true,
    namespace: recordedEngines(dataDir).namespace,
    copies: kafka.brokers.length,
    kafka: kafka.bootstrap,
    mongodb: mongodb.uri,
    events: eventStoreOf(postgres?.url),
  };
};

const write = (dataDir, record) => writeFileSync(fileOf(dataDir), JSON.stringify(record, null, 2), { mode: 0o600 });

/** The folder's own; undefined where they were given. Who was killed at his first start has written nothing, and may have started some. */
const ownInstance = (dataDir) => {
  const record = recordedEngines(dataDir);
  return record === undefined ? instanceOf(dataDir) : record.instance;
};

/** Stops those that are the folder's own. */
export const enginesDown = async (dataDir) => {
  const instance = ownInstance(dataDir);
  return instance === undefined ? [] : (await commands.down(wordsFor(instance))).stopped;
};

/** The state of the folder's own engines, member by member. */
export const enginesStatus = async (dataDir) => {
  const instance = ownInstance(dataDir);
  if (instance === undefined) return [];
  const { kafka, mongodb, postgres } = await commands.status(wordsFor(instance));
  return [...(kafka?.brokers ?? []), ...(mongodb?.nodes ?? []), postgres].filter(Boolean);
};
