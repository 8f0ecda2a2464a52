// An instance: engines with data and ports of their own. What it runs is written beside its data.
import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Failed } from '../lib/progress.mjs';
import { isRunning, isTaken, startOf } from './processes.mjs';

const firstPort = 29_000;
const portsOfOne = 20;

/** Which of an instance's twenty ports is whose. Those of `proxied` are listened on by toxiproxy. */
export const portsOf = (basePort) => ({
  toxiproxy: basePort,
  kafka: [1, 2, 3].map((id) => ({
    client: basePort + id,
    controller: basePort + 3 + id,
    behindProxy: basePort + 6 + id,
    proxied: basePort + 11 + id,
  })),
  mongodb: { clients: [10, 17, 18].map((offset) => basePort + offset), proxied: basePort + 15 },
  postgres: { client: basePort + 11, proxied: basePort + 16 },
});

const instancesIn = (folder) => join(folder, 'instances');

/** What was written of an instance, or one that has nothing yet. */
export const readInstance = ({ folder, name }) => {
  const path = join(instancesIn(folder), name);
  const file = join(path, 'instance.json');
  const written = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : { basePort: undefined, brokers: undefined, nodes: undefined, members: {} };
  return { name, folder, path, ...written };
};

export const writeInstance = ({ path, basePort, brokers, nodes, owner, members }) => {
  const file = join(path, 'instance.json');
  writeFileSync(`${file}.new`, `${JSON.stringify({ basePort, brokers, nodes, owner, members }, null, 2)}\n`);
  renameSync(`${file}.new`, file);
};

/** Which version wrote a member's data: it stands there once they are whole. */
export const versionFileOf = ({ path }, { folder }) => join(path, `${folder}.version`);

/** Whether no member has data yet: then its ports and its numbers of brokers and nodes are free to change. */
export const isEmpty = ({ path }) => !existsSync(path) || !readdirSync(path).some((file) => file.endsWith('.version'));

export const allInstances = (folder) =>
  existsSync(instancesIn(folder))
    ? readdirSync(instancesIn(folder))
        .filter((name) => existsSync(join(instancesIn(folder), name, 'instance.json')))
        .map((name) => readInstance({ folder, name }))
    : [];

/** Gives the instance its ports and writes them: the wanted ones, those of its data, or twenty that no other has and nobody listens on. */
export const choosePorts = async (instance, wanted) => {
  if (instance.basePort !== undefined && (wanted ?? instance.basePort) === instance.basePort) return;
  if (instance.basePort !== undefined && !isEmpty(instance))
    throw new Failed(
      `The instance ${instance.name} has the ports from ${instance.basePort}, not ${wanted}: --fresh empties it and moves it, --name takes another.`,
    );
  // Two that come at once choose one after the other.
  await locked({ name: 'that chooses its ports', path: instancesIn(instance.folder) }, async () => {
    instance.basePort = wanted ?? (instance.name === 'default' ? firstPort : await freePorts(instance));
    writeInstance(instance);
  });
};

const freePorts = async ({ folder }) => {
  const others = allInstances(folder).map(({ basePort }) => basePort);
  for (let port = firstPort + portsOfOne; port < 32_000; port += portsOfOne) {
    if (others.some((other) => other !== undefined && Math.abs(other - port) < portsOfOne)) continue;
    const ports = Array.from({ length: portsOfOne }, (_, offset) => port + offset);
    if (!(await Promise.all(ports.map(isTaken))).includes(true)) return port;
  }
  throw new Failed('There are no twenty free ports in a row between 29020 and 32000: say --base-port.');
};

let calls = 0;

/** One call at a time works on an instance, of this process or of another; the next waits, until `signal` says not to. */
export const locked = async (instance, work, signal) => {
  makeFolder(instance.path);
  const lock = join(instance.path, 'lock');
  const call = ++calls;
  const mine = `${lock}.${process.pid}.${call}`;
  const text = JSON.stringify({ pid: process.pid, since: startOf(process.pid), call });
  writeFileSync(mine, text);
  try {
    await take(lock, mine, instance.name, signal);
    try {
      return await work();
    } finally {
      if (contentOf(lock) === text) rmSync(lock, { force: true });
    }
  } finally {
    rmSync(mine, { force: true });
  }
};

const take = async (lock, mine, name, signal) => {
  for (const until = Date.now() + 180_000; ; await delay(100)) {
    signal?.throwIfAborted();
    try {
      linkSync(mine, lock);
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const text = contentOf(lock);
    if (text === undefined) continue; // let go meanwhile
    const holder = holderIn(text);
    if (!isRunning(holder)) removeStale(lock, text);
    else if (Date.now() > until) throw new Failed(`Process ${holder.pid} is still at work on the instance ${name}.`);
  }
};

const removeStale = (lock, text) => {
  const aside = `${lock}.stale.${process.pid}`;
  try {
    renameSync(lock, aside);
  } catch (error) {
    if (error.code === 'ENOENT') return;
    throw error;
  }
  // Somebody may have been quicker and have taken it: then it is theirs.
  if (contentOf(aside) !== text) linkSync(aside, lock);
  rmSync(aside, { force: true });
};

/** After a power failure the file may hold nothing: then nobody holds the lock. */
const holderIn = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const contentOf = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
};

/** Makes a folder. Throws `Failed` with one line when it cannot be made. */
export const makeFolder = (path) => {
  try {
    mkdirSync(path, { recursive: true });
  } catch (cause) {
    throw new Failed(`The folder ${path} cannot be made: ${cause.message.split(',')[0]}.`, { cause });
  }
};
