import { afterEach, describe, expect, it } from '@jest/globals';
import { type Aggregate, type Command, defineEvents, defineReasons, type EventsOf, idOf, refuse } from '@laurel/event-sourcing';
import { orderTo } from '@laurel/processes';
import { derivedUuid } from '@laurel/runtime';
import { memoryPlatform, memoryReadModels, parcelContract, plainCodec, postOffice } from '@laurel/testing';
import { z } from 'zod';
import {
  type CommandSender,
  inProcessBus,
  mapFrom,
  runCommandSender,
  type RunningConsumer,
  type SenderOrder,
  type Topic,
} from './index.js';

const receiptEvents = defineEvents('receipt', { ReceiptGiven: z.object({ n: z.int() }) });
const because = defineReasons({ TOO_MANY: () => ({ vi: 'Quá nhiều.', en: 'Too many.' }) });
const world = { full: true, broken: false, asked: 0 };
type Give = Command<'Give', { readonly n: number }>;
const receipt: Aggregate<Give, readonly number[], EventsOf<typeof receiptEvents>> = {
  events: receiptEvents,
  decider: {
    initial: [],
    decide: ({ data }, given) => {
      world.asked++;
      if (data.n >= 100 && world.full) throw refuse(because('TOO_MANY'));
      if (data.n === 50 && world.broken) throw new TypeError('no receipt can be written');
      return given.includes(data.n) ? [] : [{ type: 'ReceiptGiven', data }];
    },
    evolve: (given, { data }) => [...given, data.n],
  },
  owner: () => ({}),
  creates: ['Give'],
  needs: {},
};
const sender: CommandSender = {
  name: 'receipts',
  topics: ['laurel.post.v1'],
  on: mapFrom(parcelContract, {
    ParcelSent: ({ stream, data, metadata: { at } }): SenderOrder | undefined =>
      data.n === 0 ? undefined : orderTo(receipt, idOf(stream), 'Give', data, at),
  }),
};

const running: RunningConsumer[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()));
  Object.assign(world, { full: true, broken: false, asked: 0 });
});

const inputsOf = async ({ store }: Topic): Promise<readonly string[]> => {
  const ids: string[] = [];
  for await (const { metadata } of store.readAll()) ids.push(`${metadata.id}.0`);
  return ids;
};

const office = () => {
  const post = postOffice();
  const { platform, log, loseNextAnswer } = memoryPlatform();
  const readModels = memoryReadModels();
  const start = async (offsets = readModels, topic = post.topic) => {
    const bus = inProcessBus({ topics: [topic], readModels: offsets, interleave: 3 });
    const from = { ...sender, topics: [topic.publishing.topic] };
    const consumer = await runCommandSender(from, {
      bus,
      readModels,
      contracts: [parcelContract],
      codec: plainCodec,
      platform,
      derivedUuid,
    });
    running.push(consumer);
    return consumer;
  };
  const given = () => log.map(({ stream, data }) => [stream, (data as { n: number }).n]);
  return { ...post, readModels, log, given, start, loseNextAnswer };
};

describe('a command sender', () => {
  it('orders in the time of its cause under an id that follows from the event', async () => {
    const { send, start, log, topic } = office();
    await send('parcel-a', 1);
    await (await start()).settled();
    const [cause] = await inputsOf(topic);
    const id = derivedUuid('receipts', cause!);
    expect(log.map(({ stream, type, data, metadata: { id: _, ...rest } }) => ({ stream, type, data, rest }))).toEqual([
      {
        stream: 'receipt-a',
        type: 'ReceiptGiven',
        data: { n: 1 },
        rest: {
          at: '2021-01-22T01:00:00.000Z',
          tenant: 'ba-dinh',
          actor: { process: 'receipts' },
          causationId: id,
          causationHash: id,
          correlationId: 'req_1',
        },
      },
    ]);
  });

  it('settles by any answer and keeps it, also when the bus gives the event again', async () => {
    const { send, start, given, readModels, topic } = office();
    await send('parcel-a', 1, 1, 100, 0);
    const first = await start();
    await first.settled();
    await first.stop();
    const inputs = await inputsOf(topic);
    expect(await Promise.all(inputs.map((input) => readModels.settled('receipts', input)))).toEqual([
      { outcome: 'DONE' },
      { outcome: 'NOTHING' },
      { outcome: 'REFUSED', reasons: ['TOO_MANY'] },
      undefined,
    ]);
    world.full = false;
    const { asked } = world;
    const again = await start(memoryReadModels());
    await again.settled();
    expect([given(), world.asked]).toEqual([[['receipt-a', 1]], asked]);
  });

  it('does not ask again when the same events come by another topic', async () => {
    const { send, start, given, topic, readModels } = office();
    await send('parcel-a', 100);
    const first = await start();
    await first.settled();
    await first.stop();
    world.full = false;
    const moved: Topic = { ...topic, publishing: { ...topic.publishing, topic: 'laurel.post.v2' } };
    const second = await start(readModels, moved);
    await second.settled();
    expect([given(), world.asked]).toEqual([[], 1]);
  });

  it('parks what cannot be ordered, and orders it when released', async () => {
    const { send, start, given } = office();
    world.broken = true;
    await send('parcel-a', 1, 50, 2);
    await send('parcel-b', 2);
    const consumer = await start();
    await consumer.settled();
    expect(given().sort()).toEqual([
      ['receipt-a', 1],
      ['receipt-b', 2],
    ]);
    world.broken = false;
    await consumer.parking.release('laurel.post.v1/parcel-a');
    expect(given().filter(([stream]) => stream === 'receipt-a')).toEqual([
      ['receipt-a', 1],
      ['receipt-a', 50],
      ['receipt-a', 2],
    ]);
  });

  it('does it once when the answer of the store is lost', async () => {
    const { send, start, given, loseNextAnswer } = office();
    await send('parcel-a', 1);
    loseNextAnswer();
    await (await start()).settled();
    expect(given()).toEqual([['receipt-a', 1]]);
  });
});
