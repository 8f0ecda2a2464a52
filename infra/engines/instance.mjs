// An instance: engines with data and ports of their own. What it runs is written beside its data.
import { createHash } from 'node:crypto';
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

/** Whether no member has data yet: then its ports are free to change. */
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
    if (linked(mine, lock)) return;
    const { taken, holder } = follow(lock, mine);
    if (taken) return;
    if (holder && Date.now() > until) throw new Failed(`Process ${holder.pid} is still at work on the instance ${name}.`);
  }
};

/**
 * Puts our own lock in the place of one whose holder is dead. Of several who find it dead only the one may do so that has the claim to follow
 * that very holder; who dies with a claim is followed in turn. What a holder wrote is written by nobody else, so that a lock that was
 * exchanged never becomes the old one again. As in libs/runtime/src/data-folder.ts, which is not built yet when engines start. Tells who holds it, or claims it, where somebody lives.
 */
const follow = (lock, mine) => {
  const [dead, claims] = [[], []];
  for (let last = contentOf(lock); ; last = contentOf(claims.at(-1))) {
    if (last === undefined) return { taken: false }; // let go meanwhile
    const holder = holderIn(last);
    if (isRunning(holder)) return { taken: false, holder };
    dead.push(last);
    claims.push(`${lock}.after.${createHash('sha256').update(last).digest('hex').slice(0, 16)}`);
    if (linked(mine, claims.at(-1))) break;
  }
  const taken = dead.includes(contentOf(lock));
  if (taken) {
    linkSync(mine, `${mine}.new`);
    renameSync(`${mine}.new`, lock);
  }
  // Afterwards: whoever comes late and makes one of them anew finds another lock.
  for (const claim of taken ? claims : claims.slice(-1)) rmSync(claim, { force: true });
  return { taken };
};

/** A link is made whole or not at all, and never over another. */
const linked = (from, to) => {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
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
