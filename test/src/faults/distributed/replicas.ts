import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runLocalCopy } from '@laurel/event-bus';
import { openKafka } from '@laurel/event-bus-kafka';
import { idOf } from '@laurel/event-sourcing';
import { openPostgresEventStore } from '@laurel/event-store-postgres';
import { openSqliteReadModels } from '@laurel/read-models/sqlite';
import { specIssuer } from '@laurel/service-process/spec';
import { plainCodec } from '@laurel/testing/plain';
import { startProgram } from '@laurel/testing/program';
import mongoose from 'mongoose';
import { accountOf, demandWhole } from '../bus/account.js';
import { type Engines, engines as askEngines } from '../bus/engines.js';
import type { FaultResult } from '../fault-run.js';
import { inFolder } from '../kit.js';
import { boxesIn, type BoxRow, heardBoxes, heardCopy, type Release, topicName } from './boxes.js';
import { type Load, putInto } from './load.js';
import { programOf, type Replica, startReplica, until } from './replica.js';

/** How long a leader that is gone holds the others up. */
export const leaseSeconds = 2;
/** How long the locks of a process that froze in its transaction may hold the next one up: two looks at it, two seconds apart. */
export const transactionSeconds = 4;

export interface Lease {
  readonly holder: string;
  /** When it was taken or prolonged last, ms by MongoDB's clock. */
  readonly renewed: number;
}

/** Two processes of one service on real engines. */
export interface World {
  readonly replicas: readonly Replica[];
  readonly mongodb: mongoose.mongo.Db;
  /** How MongoDB calls the connections of their read models. */
  readonly readModelsApp: string;
  /** The lease of who leads, as it stands in MongoDB; undefined while it is let go. */
  lease(): Promise<Lease | undefined>;
  /** Starts a process of a release, and stops this one in its place once the new one is ready. Resolves with the ms until it was. */
  exchange(old: Replica, release: Release): Promise<number>;
  /** Puts numbers into these boxes until it is told to end; what it counts is part of the run's account. */
  load(boxes: number): Load;
  /** Numbers that were acknowledged otherwise. */
  readonly acknowledged: Map<string, readonly number[]>;
  /** The one that leads, and one that does not. Waits for both. */
  roles(): Promise<{ readonly leader: Replica; readonly follower: Replica }>;
  killed(): void;
}

/**
 * Does the work, waits until nothing is left to do, then holds everything against what was acknowledged: log, rings, read models as each
 * process shows them, and what somebody heard over Kafka. Throws unless all of it is there once and in order. On the run's engines, but for
 * a MongoDB that is given.
 */
export const inReplicas = (
  work: (world: World, long: boolean) => Promise<FaultResult['figures']>,
  long: boolean,
  mongodb?: string,
): Promise<FaultResult> =>
  inFolder(async (folder) => {
    const name = `t${randomBytes(5).toString('hex')}`;
    const asked = await askEngines();
    const running = mongodb === undefined ? asked : { ...asked, mongodb: { uri: mongodb } };
    const ends: (() => Promise<unknown>)[] = [];
    try {
      // It notices a primary that is frozen before anybody here gives up.
      const bounds = { serverSelectionTimeoutMS: 2_000, connectTimeoutMS: 2_000, heartbeatFrequencyMS: 1_000 };
      const mongo = await mongoose.mongo.MongoClient.connect(running.mongodb.uri, bounds);
      ends.push(() => mongo.close());
      const environment = await environmentOf(name, running);
      await prepare(environment);
      const heard = await listen(name, running, folder, ends);
      const start = async (release: Release): Promise<Replica> => {
        const one = await startReplica(environment, release);
        ends.push(async () => one.program.process.kill('SIGKILL'));
        return one;
      };
      const replicas = [...(await Promise.all([start(1), start(1)]))];

      const [loads, acknowledged] = [[] as Load[], new Map<string, readonly number[]>()];
      let kills = 0;
      const world: World = {
        replicas,
        acknowledged,
        mongodb: mongo.db('admin'),
        readModelsApp: `laurel-boxes/${name}`,
        lease: () => leaseIn(mongo.db(`${name}_platform`)),
        load: (boxes) => {
          const load = putInto(
            Array.from({ length: boxes }, (_, index) => `${loads.length}-${index}`),
            () => replicas,
          );
          loads.push(load);
          return load;
        },
        exchange: (old, release) => exchangeIn(replicas, old, () => start(release)),
        roles: () => rolesOf(replicas),
        killed: () => void kills++,
      };
      const told = await work(world, long);
      for (const load of loads) {
        await load.end();
        for (const [box, numbers] of load.acknowledged) acknowledged.set(box, numbers);
      }
      const log = await logOf(running.postgres.url, name, acknowledged, world);
      const account = await checked(log, acknowledged, world, heard);
      return { kills, figures: { ...account, ...asClientsSaw(loads), ...told } };
    } finally {
      for (const end of ends.reverse()) await Promise.race([end(), sleep(10_000, undefined, { ref: false })]).catch(() => undefined);
    }
  });

type Running = Pick<Engines, 'kafka' | 'postgres'> & { readonly mongodb: { readonly uri: string } };

const asClientsSaw = (loads: readonly Load[]): FaultResult['figures'] =>
  loads.length === 0
    ? {}
    : {
        'repeated requests': loads.reduce((sum, load) => sum + load.failed(), 0),
        'longest gap ms': Math.max(...loads.map((load) => load.longestGap())),
      };

const environmentOf = async (name: string, { kafka, mongodb, postgres }: Running): Promise<Readonly<Record<string, string>>> => ({
  LAUREL_EVENT_STORE: postgres.url,
  LAUREL_EVENT_STORE_NAME: name,
  LAUREL_READ_MODELS: mongodb.uri,
  LAUREL_READ_MODELS_DATABASE: name,
  LAUREL_PLATFORM: mongodb.uri,
  LAUREL_PLATFORM_DATABASE: `${name}_platform`,
  LAUREL_BUS: `kafka://${kafka.bootstrap}`,
  LAUREL_BUS_NAMESPACE: `${name}.`,
  LAUREL_BUS_REPLICATION: String(kafka.brokers.length),
  LAUREL_MASTER_KEY: `developer:${Buffer.alloc(32, 7).toString('base64')}`,
  LAUREL_LEASE_SECONDS: String(leaseSeconds),
  ...(await specIssuer()).environment,
});

const prepare = async (environment: Readonly<Record<string, string>>): Promise<void> => {
  const preparing = startProgram(programOf(1), {
    environment: { ...environment, LAUREL_OPERATIONS_PORT: '0' },
    words: ['--prepare'],
  });
  const code = await preparing.ended();
  if (code !== 0) throw new Error(`not prepared (${code}): ${preparing.lines.join('\n')}`);
};

const leaseIn = async (platform: mongoose.mongo.Db): Promise<Lease | undefined> => {
  const row = await platform.collection<{ _id: string; holder: string; until: Date }>('lease').findOne({ _id: 'boxes/leader' });
  return row ? { holder: row.holder, renewed: row.until.getTime() - leaseSeconds * 1_000 } : undefined;
};

/** Somebody who listens on Kafka, in this process; gives what was heard so far. */
const listen = async (name: string, { kafka: { bootstrap, brokers } }: Running, folder: string, ends: (() => Promise<unknown>)[]) => {
  const kafka = openKafka({ brokers: bootstrap.split(','), namespace: `${name}.`, clientId: 'laurel-faults-listener' });
  ends.push(() => kafka.close());
  await kafka.topics.apply([{ name: topicName, partitions: 6, replication: brokers.length, settings: { 'retention.ms': '-1' } }]);
  const readModels = await openSqliteReadModels({ path: join(folder, 'heard.sqlite') });
  ends.push(() => readModels.close());
  await readModels.open([heardBoxes]);
  const [consumer] = await runLocalCopy(heardCopy, { bus: kafka.bus, readModels, contracts: heardCopy.contracts, codec: plainCodec });
  ends.push(() => consumer!.stop());
  return async () => (await boxesIn(readModels, heardBoxes)).rows;
};

/** As an orchestrator does it that waits for the new one before it stops the old one. */
const exchangeIn = async (replicas: Replica[], old: Replica, start: () => Promise<Replica>): Promise<number> => {
  const begun = performance.now();
  const anew = await start();
  replicas.push(anew);
  await until('the new process is ready', 60, async () => (await anew.health())?.ready);
  const took = performance.now() - begun;
  replicas.splice(replicas.indexOf(old), 1);
  old.program.process.kill('SIGTERM');
  assert.equal(await old.program.ended(), 0, 'the old process stopped as it should');
  return took;
};

const rolesOf = (replicas: readonly Replica[]) =>
  until('one leads and the other follows', 60, async () => {
    const healths = await Promise.all(replicas.map((one) => one.health()));
    const leader = replicas.find((_, index) => healths[index]?.leads === true);
    const follower = replicas.find((_, index) => healths[index]?.ready === true && healths[index].leads === false);
    return leader && follower && { leader, follower };
  });

/** The log as rows, once every number that was put has rung, and nobody has anything left to do. */
const logOf = async (url: string, schema: string, acknowledged: ReadonlyMap<string, readonly number[]>, { roles }: World) => {
  const store = await openPostgresEventStore({ url, schema });
  try {
    const wanted = [...acknowledged.values()].reduce((sum, numbers) => sum + numbers.length, 0);
    return await until(`${wanted} numbers have rung`, 90, async () => {
      const rows = new Map<string, { readonly id: string; readonly put: number[]; readonly rang: number[] }>();
      let rings = 0;
      for await (const { stream, type, data } of store.readAll()) {
        const id = idOf(stream);
        if (!rows.has(id)) rows.set(id, { id, put: [], rang: [] });
        const { n } = data as { readonly n: number }; // the only shape here
        if (type === 'NumberRang') rings++;
        (type === 'NumberPut' ? rows.get(id)!.put : rows.get(id)!.rang).push(n);
      }
      if (rings < wanted) return undefined;
      await (await roles()).leader.settled();
      return [...rows.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
    });
  } finally {
    await store.close();
  }
};

const checked = async (
  log: readonly BoxRow[],
  acknowledged: ReadonlyMap<string, readonly number[]>,
  { replicas }: World,
  heard: () => Promise<readonly BoxRow[]>,
) => {
  const sorted = (numbers: readonly number[]) => [...numbers].sort((one, other) => one - other);
  for (const { id, put, rang } of log) {
    assert.deepEqual(sorted(put), sorted(acknowledged.get(id) ?? []), `box ${id}: each number that was acknowledged stands once`);
    assert.deepEqual(sorted(rang), sorted(put), `box ${id}: each number rang once`);
  }
  assert.equal(log.length, acknowledged.size);
  const tallied = log.reduce((sum, { put }) => sum + put.length, 0);
  for (const [index, one] of replicas.entries())
    assert.deepEqual(await one.boxes(), { shown: true, rows: log, tallied }, `process ${index + 1} shows the log`);

  // Against the log: what came at the same time came in its order.
  const told = (rows: readonly BoxRow[]) => {
    const parts = rows.flatMap(({ id, put, rang }) => [[`${id} put`, put] as const, [`${id} rang`, rang] as const]);
    return new Map(parts);
  };
  const [sent, places] = [
    told(log),
    new Map([...told(log)].map(([key, numbers]) => [key, new Map(numbers.map((n, place) => [n, place]))])),
  ];
  const account = async () =>
    accountOf(
      new Map([...sent].map(([key, numbers]) => [key, numbers.length])),
      new Map([...told(await heard())].map(([key, numbers]) => [key, numbers.map((n) => places.get(key)?.get(n) ?? -1)])),
    );
  for (const giveUp = Date.now() + 60_000; (await account()).lost > 0 && Date.now() < giveUp;) await sleep(100);
  const whole = await account();
  demandWhole(whole);
  return whole;
};
