import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import {
  groupContract,
  membersOf,
  organisationContract,
  organisationInTime,
  type PublishedContract,
  successorsOf,
} from '@laurel/contracts';
import { type Bus, type PublishedEvent, runLocalCopy, toPublished } from '@laurel/event-bus';
import { idOf } from '@laurel/event-sourcing';
import { plansPart } from '@laurel/plans';
import { allDocuments, type AnyCollection, type ReadModels } from '@laurel/read-models';
import { metadataOf, plainCodec } from '@laurel/testing/plain';
import type { FaultRun } from '../fault-run.js';
import { inFolder } from '../kit.js';
import { within } from '../within.js';
import { accountOf, demandWhole, sumOf } from './account.js';
import { engines } from './engines.js';
import { connectKafka, openReadModels, type Places } from './places.js';

const tenant = 'ba-dinh';
const topic = 'laurel.directory.v1';
const copy = plansPart.definition.copies.find(({ topics }) => topics.includes(topic))!;
/** So many wards, two of them at a time becoming one, and so many names by which each was called besides. */
const [wards, aliases] = [40, 5];
const [before, after] = ['2025-06-30', '2025-07-01'];
const old = Array.from({ length: wards }, (_, index) => `org_old-${index}`);
const merged = Array.from({ length: wards / 2 }, (_, index) => `org_new-${index}`);
const successorOf = (index: number): string => merged[Math.floor(index / 2)]!;
const rule = { kind: 'CHILDREN', of: 'org_district', kinds: ['WARD'] } as const;

type Order = (keys: readonly (readonly PublishedEvent[])[]) => readonly (readonly PublishedEvent[])[];
/** Organisations first; successors first; one event at a time of any key. */
const orders: readonly Order[] = [(keys) => keys, (keys) => keys.toReversed(), (keys) => mixed(keys)];

/** The copy that plans keeps of the directory gives the same answers whatever comes first. */
export const anyOrder: FaultRun = {
  name: 'bus: keys arrive in any order, an organisation after its successor',
  run: (long) =>
    inFolder(async (folder) => {
      const copies: Awaited<ReturnType<typeof copied>>[] = [];
      for (let round = 0; round < (long ? 4 : 1); round++) {
        const sent = orders.map((order, index) => () => copied(join(folder, `${round}-${index}.sqlite`), order(histories())));
        copies.push(
          ...(await within(
            60,
            () => Promise.resolve('some order'),
            () => Promise.all(sent.map((one) => one())),
          )),
        );
      }
      const accounts = copies.map(({ organisations }) => {
        old.forEach((id, place) => assert.deepEqual(successorsOf(id, organisations, after), [successorOf(place)]));
        assert.deepEqual(membersOf(rule, organisations, before)?.toSorted(), old.toSorted());
        assert.deepEqual(membersOf(rule, organisations, after)?.toSorted(), merged.toSorted());
        return accountOf(
          new Map([...old, ...merged].map((id) => [id, aliases])),
          new Map(organisations.map(({ id, aliases: names }) => [id, names.map(({ name }) => Number(name.split(' ')[1]))])),
        );
      });
      accounts.forEach(demandWhole);
      copies.forEach(({ organisations, named }) =>
        assert.deepEqual(
          { organisations, named },
          { organisations: copies[0]!.organisations, named: copies[0]!.named },
          'another order, another copy',
        ),
      );
      const late = copies.flatMap(({ arrivals }) => old.map((id, place) => arrivals.indexOf(id) > arrivals.indexOf(successorOf(place))));
      const behind = late.filter((one) => one).length;
      assert.ok(behind > 0 && behind < late.length, `${behind} of ${late.length} organisations came after their successor`);
      return { kills: 0, figures: { ...sumOf(accounts), orders: copies.length, 'after their successor': behind } };
    }),
};

/** What stands in the real copy after these events, sent one after the other to a topic of its own. */
const copied = async (path: string, sends: readonly (readonly PublishedEvent[])[]) => {
  const { kafka: brokers } = await engines();
  const nowhere = { path: ':memory:' };
  const namespace = `t${randomBytes(5).toString('hex')}.`;
  const places: Places = { brokers: brokers.bootstrap.split(','), namespace, store: nowhere, marks: nowhere, readModels: { path } };
  const [readModels, kafka] = [await openReadModels(places.readModels), connectKafka(places)];
  await readModels.open(copy.projections.map(({ into }) => into));
  await kafka.topics.apply([{ name: topic, partitions: 12, replication: 3, settings: { 'retention.ms': '-1' } }]);
  const arrivals: string[] = [];
  const options = { bus: heard(kafka.bus, arrivals), readModels, contracts: [organisationContract, groupContract], codec: plainCodec };
  const consumers = await runLocalCopy(copy, options);
  try {
    for (const events of sends) await kafka.publisher.send(topic, events);
    await Promise.all(consumers.map((consumer) => consumer.settled()));
    assert.deepEqual(
      consumers.flatMap((consumer) => consumer.problems()),
      [],
    );
    const [organisations, named] = [await documentsOf(readModels, 'organisation-copy'), await documentsOf(readModels, 'named-copy')];
    return { organisations: organisations.map((one) => organisationInTime.parse(one)), named, arrivals };
  } finally {
    await Promise.all(consumers.map((consumer) => consumer.stop()));
    await kafka.close();
    await readModels.close();
  }
};

/** Keeps the ids of the streams in the order in which each was first given. */
const heard = (bus: Bus, arrivals: string[]): Bus => ({
  ...bus,
  async *subscribe(options) {
    for await (const batch of bus.subscribe(options)) {
      for (const { event } of batch) if (!arrivals.includes(idOf(event.subject))) arrivals.push(idOf(event.subject));
      yield batch;
    }
  },
});

const documentsOf = (readModels: ReadModels, name: string): Promise<readonly unknown[]> => {
  const spec: AnyCollection = copy.projections.find(({ into }) => into.name === name)!.into;
  return allDocuments((page) => readModels.collection(spec).find({ reach: () => ({ tenant }) }, { index: 'byId', where: {}, page }));
};

const histories = (): readonly (readonly PublishedEvent[])[] => [
  ...old.map((id, index) =>
    organisation(id, {}, [
      { type: 'OrganisationMerged', data: { on: after, successors: [{ organisationId: successorOf(index), share: 'WHOLE' }] } },
    ]),
  ),
  published(groupContract, 'grp_wards', [
    { type: 'GroupDefined', data: { groupId: 'grp_wards', code: 'wards', names: [{ name: 'Các phường' }], aliases: [], rule } },
    { type: 'GroupRenamed', data: { groupId: 'grp_wards', name: 'Các phường mới', from: after } },
  ]),
  ...merged.map((id) => organisation(id, { from: after }, [])),
];

interface Told {
  readonly type: string;
  readonly data: object;
}
const organisation = (id: string, more: object, then: readonly Told[]): readonly PublishedEvent[] =>
  published(
    organisationContract,
    id,
    [
      {
        type: 'OrganisationRegistered',
        data: { code: `code-${id}`, kind: 'WARD', names: [{ name: `Phường ${id}` }], aliases: [], parentId: 'org_district', ...more },
      },
      ...Array.from({ length: aliases }, (_, n) => ({ type: 'OrganisationAliasAdded', data: { name: `tên ${n}` } })),
      ...then,
    ].map(({ type, data }) => ({ type, data: { organisationId: id, ...data } })),
  );

const published = (contract: PublishedContract, id: string, told: readonly Told[]): readonly PublishedEvent[] =>
  told.map(({ type, data }, revision) => {
    const recorded = {
      ...{ type, data, version: 1, stream: `${contract.category}-${id}`, revision, position: String(revision) },
      ...{ recordedAt: '2021-01-22T01:00:00.000Z', metadata: metadataOf(`${id}-${revision}`) },
    };
    return toPublished('directory', recorded, { contract, type, data }, 0);
  });

/** One event a send, of any key next; within a key the order stays. */
const mixed = (keys: readonly (readonly PublishedEvent[])[]): readonly (readonly PublishedEvent[])[] => {
  const lines = keys.map((line) => [...line]);
  const sends: PublishedEvent[][] = [];
  while (lines.length > 0) {
    const place = Math.floor(Math.random() * lines.length);
    sends.push([lines[place]!.shift()!]);
    if (lines[place]!.length === 0) lines.splice(place, 1);
  }
  return sends;
};
