import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { migrate } from '@laurel/event-store-postgres';
import type { EventStore, NewEvent } from '@laurel/event-sourcing';
import type { KafkaConnection } from '@laurel/event-bus-kafka';
import type { ReadModels } from '@laurel/read-models';
import { metadataOf } from '@laurel/testing/plain';
import type { Program } from '@laurel/testing/program';
import type { FaultResult } from '../fault-run.js';
import { child, inFolder } from '../kit.js';
import { within } from '../within.js';
import { accountOf, demandWhole } from './account.js';
import { membersIn, recordsOn } from './brokers.js';
import { type Engines, engines } from './engines.js';
import { type Member, type MemberOrder, startMember, subscriptionIn } from './member.js';
import { ledger, numbersIn, topicName } from './parcels.js';
import { connectKafka, openReadModels, openStore, type Places, type ReadModelsPlace } from './places.js';
import { type RelayOrder, type Running, startRelay } from './relay.js';

export interface WorldOptions {
  readonly store: 'sqlite' | 'postgres';
  /** Of the consuming service; several processes share MongoDB only. */
  readonly readModels: 'sqlite' | 'mongodb';
  /** Of the publishing service: where its relay keeps its mark. SQLite when absent. */
  readonly marks?: 'sqlite' | 'mongodb';
  readonly partitions: number;
  /** The run is about this coming again: it fails where nothing did. */
  readonly again?: 'sent' | 'given';
  /** After so many seconds the run has failed. */
  readonly boundSeconds: number;
}

/** One service that publishes parcels on real engines, and who consumes them; whatever is started here is ended with the run. */
export interface World {
  readonly engines: Engines;
  readonly places: Places;
  readonly store: EventStore;
  readonly readModels: ReadModels;
  /** Stream → how many events the store has said it keeps. */
  readonly sent: Map<string, number>;
  /** Appends so many events to a stream; numbers go on from those before. One at a time on one stream. */
  send(stream: string, count: number): Promise<void>;
  /** Sends to these streams without a pause, until it is told to end. */
  load(streams: readonly string[]): { end(): Promise<void> };
  relay(places?: Places): Promise<Running>;
  relayChild(order?: Omit<RelayOrder, 'places'>): Program;
  member(order?: Partial<MemberOrder>): Promise<Member>;
  memberChild(order?: Omit<MemberOrder, 'places'>): Program;
  /** How many members the brokers count in the group. */
  members(): Promise<number>;
  /** Resolves when all that was sent has been seen, and the brokers know that it was. */
  arrived(): Promise<void>;
  /** Counts a process that was ended by SIGKILL. */
  killed(): void;
}

type Figures = FaultResult['figures'];

/** Does the work in a world of its own, then holds what was seen against what was sent. Throws unless all was seen once and in order. */
export const inWorld = (options: WorldOptions, work: (world: World) => Promise<Figures>): Promise<FaultResult> =>
  inFolder(async (folder) => {
    const run = `t${randomBytes(5).toString('hex')}`;
    const running = await engines();
    const places = placesOf(options, running, folder, run);
    if ('url' in places.store) await migrate(places.store.url, { schema: places.store.schema });
    const [store, readModels, kafka] = [await openStore(places.store), await openReadModels(places.readModels), connectKafka(places)];
    await readModels.open([ledger]);
    await kafka.topics.apply([{ name: topicName, partitions: options.partitions, replication: 3, settings: { 'retention.ms': '-1' } }]);
    const { world, given, kills, end } = worldOn({ engines: running, places, store, readModels, kafka });
    try {
      const account = async () => accountOf(world.sent, await numbersIn(readModels));
      const told = await within(options.boundSeconds, account, async () => {
        const figures = await work(world);
        await world.arrived();
        return figures;
      });
      const whole = await account();
      demandWhole(whole);
      await end();
      const records = await recordsOn(places.brokers, `${run}.${topicName}`);
      const again = { sent: records - whole.sent, given: given() - records };
      if (options.again) assert.ok(again[options.again] > 0, `nothing was ${options.again} again`);
      return { kills: kills(), figures: { ...whole, 'sent again': again.sent, 'given again': again.given, ...told } };
    } finally {
      await Promise.race([end(), sleep(10_000, undefined, { ref: false })]);
      await kafka.close();
      await store.close();
      await readModels.close();
    }
  });

const placesOf = (options: WorldOptions, { kafka, postgres, mongodb }: Engines, folder: string, run: string): Places => {
  const { store, readModels, marks = 'sqlite' } = options;
  const placeOf = (engine: 'sqlite' | 'mongodb', name: string): ReadModelsPlace =>
    engine === 'sqlite' ? { path: join(folder, `${name}.sqlite`) } : { uri: mongodb.uri, database: `${run}_${name}` };
  return {
    brokers: kafka.bootstrap.split(','),
    namespace: `${run}.`,
    store: store === 'sqlite' ? { path: join(folder, 'events.sqlite') } : { url: postgres.url, schema: run },
    marks: placeOf(marks, 'marks'),
    readModels: placeOf(readModels, 'copies'),
  };
};

interface Opened extends Pick<World, 'engines' | 'places' | 'store' | 'readModels'> {
  readonly kafka: KafkaConnection;
}

const worldOn = ({ engines: running, places, store, readModels, kafka }: Opened) => {
  const sent = new Map<string, number>();
  const [children, here] = [[] as Program[], [] as Running[]];
  let [given, kills] = [0, 0];
  const keep = <One extends Running>(one: One): One => {
    here.push(one);
    return one;
  };
  const born = (name: string, order: object): Program => {
    const one = child(name, JSON.stringify({ places, ...order }));
    children.push(one);
    return one;
  };
  const send: World['send'] = async (stream, count) => {
    const from = sent.get(stream) ?? 0;
    const [first, ...rest] = Array.from({ length: count }, (_, index): NewEvent => ({
      type: 'ParcelSent',
      version: 1,
      data: { n: from + index },
      metadata: metadataOf(randomUUID()),
    }));
    await store.append([{ stream, expected: 'any', events: [first!, ...rest] }]);
    sent.set(stream, from + count);
  };
  const world: World = {
    engines: running,
    places,
    store,
    readModels,
    sent,
    send,
    load: (streams) => {
      let isOver = false;
      const sending = (async () => {
        while (!isOver) {
          for (const stream of streams) await send(stream, 2);
          await sleep(50);
        }
      })();
      sending.catch(() => undefined); // told by `end`
      return {
        end: async () => {
          isOver = true;
          await sending;
        },
      };
    },
    relay: async (by = places) => keep(await startRelay({ places: by })),
    relayChild: (order = {}) => born('bus/relay-child', order),
    member: async (order = {}) => keep(await startMember({ places, ...order }, (line) => (given += deliveriesIn(line)))),
    memberChild: (order = {}) => born('bus/member-child', order),
    members: async () => membersIn(places.brokers, kafka.groupId(await subscriptionIn(readModels))),
    arrived: async () => {
      for (; ; await sleep(100)) {
        const { lost } = accountOf(sent, await numbersIn(readModels));
        if (lost === 0 && !(await kafka.bus.behind(await subscriptionIn(readModels)))) return;
      }
    },
    killed: () => void kills++,
  };
  let ending: Promise<unknown> | undefined;
  const end = () =>
    (ending ??= Promise.all([
      ...here.map((one) => one.stop()),
      ...children.filter(({ process }) => isAlive(process)).map((one) => one.kill()),
    ]));
  const givenToAll = (): number => children.flatMap(({ lines }) => lines).reduce((sum, line) => sum + deliveriesIn(line), given);
  return { world, given: givenToAll, kills: () => kills, end };
};

const isAlive = ({ exitCode, signalCode }: Program['process']): boolean => exitCode === null && signalCode === null;
const deliveriesIn = (line: string): number => Number(/^given (\d+)$/.exec(line)?.[1] ?? 0);

export const streams = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `parcel-${index}`);
