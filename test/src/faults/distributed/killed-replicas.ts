import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { organisationContract } from '@laurel/contracts';
import { runLocalCopy } from '@laurel/event-bus';
import { openKafka } from '@laurel/event-bus-kafka';
import { openPostgresEventStore } from '@laurel/event-store-postgres';
import { allDocuments, defineCollection, projection, type ReadModels, upsert } from '@laurel/read-models';
import { openSqliteReadModels } from '@laurel/read-models/sqlite';
import { plainCodec } from '@laurel/testing/plain';
import { z } from 'zod';
import { accountOf, demandWhole } from '../bus/account.js';
import { engines as askEngines } from '../bus/engines.js';
import type { FaultRun } from '../fault-run.js';
import { inFolder } from '../kit.js';
import { tokenFor } from '../platform/running-laurel.js';
import { tenant } from './boxes.js';
import { type Office, openOffice, type Ordered } from './office.js';
import { until } from './replica.js';
import { type Stack, startStack } from './stack.js';

const clients = 4;
/** Between two kills; longer where the other one of the two is not ready yet: who loses both at once has lost the service. */
const pauseMs = 3_000;

/** Directory, plans and gateway twice, as `npm run stack` starts them; one is killed every few seconds while offices order. */
export const killedReplicas: FaultRun = {
  name: 'stack: two replicas of everything, one of which is killed every few seconds under a steady load of orders',
  run: (long) =>
    inFolder(async (folder) => {
      const running = await askEngines();
      const stack = await startStack(folder, running);
      const heard = await listen(join(folder, 'heard.sqlite'), running.kafka.bootstrap, `${stack.namespace}.`);
      const office = openOffice(stack.gateways, await tokenFor(folder, 'ADMINISTRATOR'));
      try {
        const before = await countIn(office);
        office.begin(clients);
        const kills = long ? 40 : 3;
        const seconds = await killInTurns(stack, kills);
        await office.end();
        const account = await checked(office, before, heard.names);
        await inLog(running.postgres.url, `${stack.namespace}_directory`, office.acknowledged);
        return { kills, figures: { ...account, ...office.figures(), 'one killed every s': Math.round((10 * seconds) / kills) / 10 } };
      } finally {
        office.abandon();
        await heard.close();
        await stack.stop();
      }
    }),
};

/** Gives the seconds that it took until the last one was dead. */
const killInTurns = async (stack: Stack, kills: number): Promise<number> => {
  const names = stack.processes().map(({ name }) => name);
  const turns = [...names.filter((name) => name.endsWith(':1')), ...names.filter((name) => name.endsWith(':2'))];
  const begun = performance.now();
  for (let n = 0; n < kills; n++) {
    await sleep(pauseMs);
    const name = turns[n % turns.length]!;
    const partner = name.endsWith(':1') ? name.replace(':1', ':2') : name.replace(':2', ':1');
    await until(`${partner} is there when ${name} dies`, 90, () => stack.isReady(partner));
    await stack.kill(name);
  }
  const seconds = (performance.now() - begun) / 1000;
  for (const name of names) await until(`${name} is back`, 90, () => stack.isReady(name));
  const killed = Array.from({ length: kills }, (_, n) => turns[n % turns.length]!);
  assert.deepEqual(
    Object.fromEntries(stack.processes().map(({ name, starts }) => [name, starts])),
    Object.fromEntries(names.map((name) => [name, 1 + killed.filter((one) => one === name).length])),
    'each was started once, and once more after each kill',
  );
  return seconds;
};

/** The figure of the lists, not a count of what they show. */
const countIn = async (office: Office): Promise<number> => {
  const { organisations } = await office.see('{ organisations(first: 1) { totalCount { count } } }');
  return (organisations as { totalCount: { count: number } }).totalCount.count; // as it was selected
};

/** What a consumer keeps of it: the names of each organisation in the order in which it heard them. */
const heardNames = defineCollection({
  name: 'heard-names',
  version: 1,
  read: 'name.read',
  document: z.object({ id: z.string(), tenant: z.string(), names: z.array(z.string()) }),
  key: 'id',
  owner: {},
  indexes: { all: { equal: [], order: ['id'] } },
});
const heardOf = (id: string, names: readonly string[]) =>
  upsert<z.infer<typeof heardNames.document>>(id, (row) => ({ id, tenant, names: [...(row?.names ?? []), ...names] }));
const hearing = projection(heardNames).from(organisationContract, {
  OrganisationRegistered: ({ data }) =>
    heardOf(
      data.organisationId,
      data.names.map(({ name }) => name),
    ),
  OrganisationRenamed: ({ data }) => heardOf(data.organisationId, [data.name]),
});

const listen = async (path: string, brokers: string, namespace: string) => {
  const kafka = openKafka({ brokers: brokers.split(','), namespace, clientId: 'laurel-faults-listener' });
  const readModels: ReadModels = await openSqliteReadModels({ path });
  await readModels.open([heardNames]);
  const [consumer] = await runLocalCopy(
    { name: 'listener', topics: ['laurel.directory.v1'], projections: [hearing] },
    { bus: kafka.bus, readModels, contracts: [organisationContract], codec: plainCodec },
  );
  const list = readModels.collection(heardNames);
  return {
    names: async (): Promise<ReadonlyMap<string, readonly string[]>> => {
      const all = await allDocuments((page) => list.find({ reach: () => ({ tenant }) }, { index: 'all', where: {}, page }));
      return new Map(all.map(({ id, names }) => [id, names]));
    },
    close: async () => {
      await consumer!.stop();
      await kafka.close();
      await readModels.close();
    },
  };
};

/** What was acknowledged against what a consumer heard and what everybody is shown. */
const checked = async (office: Office, before: number, heard: () => Promise<ReadonlyMap<string, readonly string[]>>) => {
  const { acknowledged } = office;
  const account = async () => {
    const names = await heard();
    return accountOf(
      new Map(acknowledged.map((one) => [one.id, one.names.length])),
      new Map(acknowledged.map((one) => [one.id, (names.get(one.id) ?? []).map((name) => one.names.indexOf(name))])),
    );
  };
  for (const giveUp = Date.now() + 60_000; (await account()).lost > 0 && Date.now() < giveUp;) await sleep(200);
  const whole = await account();
  demandWhole(whole);
  assert.equal(new Set(acknowledged.map(({ id }) => id)).size, acknowledged.length);
  await until(`${acknowledged.length} more organisations are counted`, 60, async () => {
    const count = await countIn(office);
    assert.ok(
      count <= before + acknowledged.length,
      `${count} organisations, of which ${acknowledged.length} were ordered and ${before} were there`,
    );
    return count === before + acknowledged.length;
  });
  const query = 'query ($id: ID!) { node(id: $id) { ... on Organisation { code names { name } } } }';
  for (const { id, code, names } of acknowledged) {
    const { node } = await office.see(query, { id });
    assert.deepEqual(node, { code, names: names.map((name) => ({ name })) });
  }
  return whole;
};

/** Each order stands once. */
const inLog = async (url: string, schema: string, acknowledged: readonly Ordered[]): Promise<void> => {
  const store = await openPostgresEventStore({ url, schema });
  try {
    for (const { id } of acknowledged) {
      const types: string[] = [];
      for await (const { type } of store.readStream(`organisation-${id}`)) types.push(type);
      assert.deepEqual(types, ['OrganisationRegistered', 'OrganisationRenamed', 'OrganisationRenamed'], id);
    }
  } finally {
    await store.close();
  }
};
