// What each command does with an instance. All give data; what is shown of it is infra/engines.mjs's.
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Failed, step } from '../lib/progress.mjs';
import { allInstances, choosePorts, locked, readInstance, versionFileOf, writeInstance } from './instance.mjs';
import { engines, forgetData, membersOf, refuseTakenPorts, startMember, stateOf } from './members.mjs';
import { ownerInEnvironment } from './owner.mjs';
import { end, ended, isRunning, signalFamily } from './processes.mjs';
import { engineNames, enginesCommand } from './words.mjs';

const usual = ['kafka', 'mongodb', 'postgres'];

/** One command at a time on an instance, on its record as it stands then. */
const within = (words, work) => {
  const folder = resolve(words.folder);
  return locked(readInstance({ folder, name: words.name }), () => work(readInstance({ folder, name: words.name })), words.signal);
};

const started = (instance, only) =>
  instance.basePort === undefined ? [] : membersOf(instance, only).filter(({ name }) => instance.members[name] !== undefined);

/** Of an instance that there is: a name that was misspelt makes none. */
const withinOne = (words, work) => {
  const all = allInstances(resolve(words.folder)).map(({ name }) => name);
  if (!all.includes(words.name))
    throw new Failed(
      `There is no instance ${words.name}${all.length === 0 ? `, nor any other: ${enginesCommand(words, 'up')}` : `: ${all.join(', ')}.`}`,
    );
  return within(words, work);
};

/**
 * Installs, starts, waits. Gives the state of all that was started. Once `signal` is aborted it starts nothing more and rejects; what it has
 * started by then is in the record, and is what `down` ends.
 */
export const up = async (words) => {
  const owner = words.owner ?? ownerInEnvironment();
  return within(words, async (instance) => {
    if (words.fresh) await empty(instance, words.only);
    const only = engineNames.filter((name) => (words.only ?? usual).includes(name));
    for (const size of Object.keys(sizes)) chooseSize(instance, size, words[size]);
    instance.owner = owner;
    await choosePorts(instance, words.basePort);
    writeInstance(instance);
    await startAll(instance, membersOf(instance, only), words.signal);
    return describe(instance, started(instance));
  });
};

/** What an instance has one or three of, and the folder of the first one: while it has data their number stays. */
const sizes = {
  brokers: { engine: 'kafka', title: 'Kafka broker', first: 'kafka-1' },
  nodes: { engine: 'mongodb', title: 'MongoDB node', first: 'mongodb' },
};

const chooseSize = (instance, size, wanted) => {
  const { title, first } = sizes[size];
  const hasData = existsSync(versionFileOf(instance, { folder: first }));
  const known = instance[size] ?? (hasData ? 1 : undefined); // what is not written was one
  if (hasData && (wanted ?? known) !== known)
    throw new Failed(
      `The instance ${instance.name} has ${known} ${title}${known === 1 ? '' : 's'}, not ${wanted}: up --fresh empties it, --name takes another.`,
    );
  instance[size] = wanted ?? known ?? 1;
};

const empty = async (instance, only) => {
  if (instance.basePort === undefined) return;
  await stopAll(started(instance, only), instance);
  for (const member of membersOf({ ...instance, brokers: 3, nodes: 3 }, only)) forgetData(instance, member);
  for (const [size, { engine }] of Object.entries(sizes)) if (only === undefined || only.includes(engine)) instance[size] = undefined;
  if (only === undefined) instance.basePort = undefined;
  writeInstance(instance);
};

const startAll = async (instance, members, signal) => {
  await refuseTakenPorts(instance, members);
  const programs = {};
  for (const name of new Set(members.map(({ engine }) => engine)))
    programs[name] = await patiently(engines[name].install(instance.folder), signal);
  // Each goes its way to the end, so that one that fails leaves no other half begun.
  const ends = await step(`Starting ${members.map(({ name }) => name).join(', ')}`, () =>
    Promise.allSettled(members.map((member) => startMember(instance, member, programs[member.engine], signal))),
  );
  const failures = ends.filter(({ status }) => status === 'rejected').map(({ reason }) => reason);
  const bug = failures.find((failure) => !(failure instanceof Failed));
  if (bug !== undefined) throw bug;
  if (failures.length > 0) throw new Failed(failures.map(({ message }) => message).join('\n'));
};

/** A download may take minutes. What ends it at once, as Ctrl-C does where it has our terminal, lets it tidy up first. */
const patiently = async (work, signal) => {
  const over = new AbortController();
  const aborted = async () => {
    if (!signal.aborted) await once(signal, 'abort', { signal: over.signal });
    await delay(5_000, undefined, { signal: over.signal });
    throw signal.reason;
  };
  try {
    return await (signal === undefined ? work : Promise.race([work, aborted()]));
  } finally {
    over.abort();
  }
};

/** Ends what was started here, and only that. The data stay, unless `fresh` is said. */
export const down = async (words) => {
  if (!existsSync(readInstance({ ...words, folder: resolve(words.folder) }).path)) return { stopped: [] };
  const stopped = await within(words, async (instance) => {
    const ended = await stopAll(started(instance, words.only), instance);
    if (words.fresh) await empty(instance, words.only);
    return ended;
  });
  if (words.fresh && words.only === undefined)
    rmSync(readInstance({ ...words, folder: resolve(words.folder) }).path, { recursive: true, force: true });
  return { stopped };
};

const stopAll = async (members, instance) => {
  const running = members.filter(({ name }) => isRunning(instance.members[name]));
  const stopped = await Promise.all(
    running.map(async (member) => ({
      name: member.name,
      killed: await end(instance.members[member.name], engines[member.engine].stop),
    })),
  );
  for (const { name } of members) delete instance.members[name];
  if (members.length > 0) writeInstance(instance);
  return stopped;
};

/** Ends and empties the instances of owners that are gone without having done it. */
export const sweep = (folder) => downWhere(folder, (owner) => !isRunning(owner));

/** Ends and empties all that an owner has: what it started itself, and what was started with it in the environment. */
export const downOf = (folder, { pid, since }) => downWhere(folder, (owner) => owner.pid === pid && owner.since === since);

/** One that fails keeps none of the others. */
const downWhere = async (folder, isTheirs) => {
  const theirs = allInstances(folder).filter(({ owner }) => owner !== undefined && isTheirs(owner));
  const ends = await Promise.allSettled(theirs.map(({ name }) => down({ folder, name, fresh: true })));
  const failure = ends.find(({ status }) => status === 'rejected');
  if (failure !== undefined) throw failure.reason;
};

/** The state of all that was started, asked now. */
export const status = async (words) => {
  const instance = readInstance({ folder: resolve(words.folder), name: words.name });
  return describe(instance, started(instance, words.only));
};

const describe = async (instance, members) => {
  const states = await Promise.all(members.map(async (member) => ({ engine: member.engine, ...(await stateOf(instance, member)) })));
  const of = (name) => states.filter(({ engine }) => engine === name).map(({ engine: _, ...state }) => state);
  const [brokers, nodes, [postgres], [proxy]] = [of('kafka'), of('mongodb'), of('postgres'), of('toxiproxy')];
  return {
    name: instance.name,
    basePort: instance.basePort,
    ...(brokers.length > 0 && {
      kafka: { bootstrap: listOf(brokers, 'address'), proxiedBootstrap: listOf(brokers, 'proxied'), brokers },
    }),
    ...(nodes.length > 0 && { mongodb: { uri: engines.mongodb.uri(instance), proxiedUri: nodes[0].proxied, nodes } }),
    ...(postgres && { postgres: { url: postgres.address, proxiedUrl: postgres.proxied, ...postgres } }),
    ...(proxy && { toxiproxy: { api: proxy.address, ...proxy } }),
  };
};

const listOf = (brokers, key) => brokers.map((broker) => broker[key]).join(',');

/** SIGKILL, as a machine that loses its power. */
export const kill = (words) =>
  eachStarted(words, async (_, record) => {
    signalFamily(record.pid, 'SIGKILL');
    await ended(record, 5000);
  });

/** SIGSTOP: it keeps its connections and says nothing. */
export const stop = (words) => eachStarted(words, async (_, record) => signalFamily(record.pid, 'SIGSTOP'));
export const cont = (words) => eachStarted(words, async (_, record) => signalFamily(record.pid, 'SIGCONT'));

/** Again, on the same data. */
export const start = (words) =>
  withinOne(words, async (instance) => {
    await startAll(instance, named(words.members, instance), words.signal);
    return describe(instance, started(instance));
  });

const eachStarted = (words, work) =>
  withinOne(words, async (instance) => {
    for (const member of named(words.members, instance)) {
      const record = instance.members[member.name];
      if (!isRunning(record)) throw new Failed(`${member.name} does not run in the instance ${instance.name}.`);
      await work(member, record);
    }
    return describe(instance, started(instance));
  });

const named = (names, instance) => {
  const all = instance.basePort === undefined ? [] : membersOf(instance);
  return names.map((name) => {
    const member = all.find((one) => one.name === name);
    if (member === undefined)
      throw new Failed(
        `The instance ${instance.name} has no member ${name}${all.length === 0 ? `: ${enginesCommand(instance, 'up')}` : ` (${all.map((one) => one.name).join(', ')})`}.`,
      );
    return member;
  });
};
