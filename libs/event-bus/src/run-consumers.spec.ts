import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { defineCollection, projection, type ReadModels, upsert } from '@laurel/read-models';
import { history, memoryReadModels, parcelContract, plainCodec } from '@laurel/testing';
import { z } from 'zod';
import { type Bus, type Delivery, type RunningConsumer, runLocalCopy, toPublished } from './index.js';

const ledger = defineCollection({
  name: 'parcel-ledger',
  version: 1,
  read: 'parcel.read',
  document: z.object({ id: z.string(), tenant: z.string(), numbers: z.array(z.int()) }),
  key: 'id',
  owner: {},
  indexes: { all: { equal: [], order: ['id'] } },
});
const world = { strange: new Set<number>() };
const ledgerProjection = projection(ledger).from(parcelContract, {
  ParcelSent: ({ stream, data, metadata: { tenant } }) =>
    upsert(stream, (row) => {
      if (world.strange.has(data.n)) throw new Error(`${data.n} is no number of a parcel`);
      return { id: stream, tenant, ...row, numbers: [...(row?.numbers ?? []), data.n] };
    }),
});
const key = 'laurel.post.v1/parcel-a';

/** The n-th of `parcel-a`, as a bus gives it. */
const nth = (n: number): Delivery => {
  const [recorded] = history('parcel-a', { type: 'ParcelSent', data: { n } });
  const event = toPublished('post', { ...recorded!, revision: n }, { contract: parcelContract, type: 'ParcelSent', data: { n } }, 0);
  return { topic: 'laurel.post.v1', event };
};

/** A group's member whose bus gives what the test says; `give` resolves when it is taken back. */
const lane = () => {
  const batches: { readonly deliveries: readonly Delivery[]; readonly takenBack: () => void }[] = [];
  let wake = (): void => undefined;
  const bus: Bus = {
    async *subscribe({ signal }) {
      signal.addEventListener('abort', () => wake());
      while (!signal.aborted) {
        const batch = batches.shift();
        if (!batch) await new Promise<void>((resolve) => (wake = resolve));
        else {
          yield batch.deliveries;
          batch.takenBack();
        }
      }
    },
    behind: () => Promise.resolve(batches.length > 0),
    close: () => Promise.resolve(),
  };
  const give = (...numbers: readonly number[]): Promise<void> =>
    new Promise((takenBack) => {
      batches.push({ deliveries: numbers.map(nth), takenBack });
      wake();
    });
  return { bus, give };
};

/** Stands still before its next transactions, as a process that is frozen there. */
const freezable = (readModels: ReadModels) => {
  let thaw = (): void => undefined;
  let frozen: Promise<void> | undefined;
  let arrived = (): void => undefined;
  return {
    readModels: {
      ...readModels,
      transaction: async <T>(work: Parameters<ReadModels['transaction']>[0]): Promise<T> => {
        if (frozen) arrived();
        await frozen;
        return readModels.transaction(work) as Promise<T>; // the very same work
      },
    } as ReadModels,
    /** Resolves when a transaction stands still. */
    freeze: () => {
      frozen = new Promise((resolve) => (thaw = resolve));
      return new Promise<void>((resolve) => (arrived = resolve));
    },
    thaw: () => {
      frozen = undefined;
      thaw();
    },
  };
};

const running: RunningConsumer[] = [];
afterEach(async () => {
  world.strange.clear();
  await Promise.all(running.splice(0).map((one) => one.stop()));
});

/** Two processes of one service: one group, one set of read models. */
const twoReplicas = async () => {
  const readModels = memoryReadModels([ledger]);
  const start = async () => {
    const [{ bus, give }, own] = [lane(), freezable(readModels)];
    const copy = { name: 'ledger', topics: ['laurel.post.v1'], projections: [ledgerProjection] };
    const [consumer] = await runLocalCopy(copy, { bus, readModels: own.readModels, contracts: [parcelContract], codec: plainCodec });
    running.push(consumer!);
    return { ...own, give, parking: consumer!.parking, consumer: consumer! };
  };
  const numbers = async () => {
    const asked = { reach: () => ({ tenant: 'ba-dinh' }) };
    return (await readModels.collection(ledger).get(asked, 'parcel-a'))?.numbers ?? [];
  };
  const parked = async () => (await readModels.parked('ledger/parcel-ledger@1')).map(({ sequence }) => Number(sequence.slice(0, 10)));
  return { a: await start(), b: await start(), numbers, parked };
};

describe('two processes of one consumer', () => {
  it('take in once what a frozen one still has in hand when another one has gone on', async () => {
    const { a, b, numbers } = await twoReplicas();
    const standing = a.freeze();
    const old = a.give(0, 1);
    await standing;
    await b.give(0, 1, 2);
    a.thaw();
    await old;
    expect(await numbers()).toEqual([0, 1, 2]);
  });

  it('park behind what the other one has parked, and behind it only', async () => {
    const { a, b, numbers, parked } = await twoReplicas();
    world.strange.add(1);
    await a.give(0, 1);
    world.strange.clear();
    await b.give(2);
    expect([await numbers(), await parked()]).toEqual([[0], [1, 2]]);
  });

  it('park what a frozen one still has in hand behind what was parked meanwhile', async () => {
    const { a, b, numbers, parked } = await twoReplicas();
    const standing = a.freeze();
    const old = a.give(0, 1, 2);
    await standing;
    world.strange.add(1);
    await b.give(0, 1);
    world.strange.clear();
    a.thaw();
    await old;
    expect([await numbers(), await parked()]).toEqual([[0], [1, 2]]);
  });

  it('take in what one of them has parked when the other one releases it; then the key is free for both', async () => {
    const { a, b, numbers, parked } = await twoReplicas();
    world.strange.add(0);
    await a.give(0, 1);
    world.strange.clear();
    expect(await b.parking.release(key)).toBe(2);
    await a.give(2);
    await b.give(3);
    expect([await numbers(), await parked()]).toEqual([[0, 1, 2, 3], []]);
    expect([a.consumer.problems(), b.consumer.problems()]).toEqual([[], []]);
  });

  it('take a message in that they wanted to park when the key was released meanwhile', async () => {
    const { a, b, numbers, parked } = await twoReplicas();
    world.strange.add(0);
    await a.give(0);
    world.strange.clear();
    const standing = b.freeze();
    const next = b.give(1);
    await standing; // it has seen that the key is parked
    await a.parking.release(key);
    b.thaw();
    await next;
    expect([await numbers(), await parked()]).toEqual([[0, 1], []]);
  });

  it('release everything once and in order when two operators do it at once, and more arrives', async () => {
    for (let round = 0; round < 20; round++) {
      const { a, b, numbers, parked } = await twoReplicas();
      world.strange.add(0);
      await a.give(0, 1, 2);
      world.strange.clear();
      const released = Promise.all([a.parking.release(key), b.parking.release(key)]);
      for (let turn = 0; turn < round; turn++) await nextTurn();
      await b.give(3);
      await released;
      await a.parking.release(key);
      expect([await numbers(), await parked()]).toEqual([[0, 1, 2, 3], []]);
    }
  });

  it('leave a message out once', async () => {
    const { a, b, numbers, parked } = await twoReplicas();
    world.strange.add(0);
    await a.give(0, 1);
    world.strange.clear();
    const standing = a.freeze();
    const late = a.parking.skip(key, 'sent by mistake');
    await standing;
    await b.parking.release(key);
    a.thaw();
    await expect(late).rejects.toThrow(`${key} was released meanwhile: look again`);
    expect([await numbers(), await parked()]).toEqual([[0, 1], []]);
  });
});
