import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getChannelzHandlers } from '@grpc/grpc-js';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { AppendOutcomeUnknown, type EventStore, type Recorded, StoreUnavailable } from '@laurel/event-sourcing';
import { appendUntilDone, collected, idOf, idsOf, write } from './notes.js';
import { serversUnderTest } from './servers-under-test.js';

jest.setTimeout(30_000);

describe('a KurrentDB store whose leader changes', () => {
  const { start, open } = serversUnderTest();
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'laurel-kurrentdb-'));
    file = join(folder, 'log');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Two nodes with one log; the first leads. */
  const cluster = async () => {
    const [first, second] = await Promise.all([start({ file }), start({ file, leader: 1 })]);
    await second.set({ leaderPort: first.port });
    return [first, second] as const;
  };
  const append = async (store: EventStore, from: number, to: number): Promise<void> => {
    for (let number = from; number <= to; number++) await appendUntilDone(store, write(`a-${number % 3}`, 'any', number));
  };
  const following = (store: EventStore) => {
    const messages = store.subscribe({ signal: AbortSignal.timeout(25_000) })[Symbol.asyncIterator]();
    const seen: Recorded[] = [];
    const upTo = async (number: number): Promise<readonly Recorded[]> => {
      while (seen.at(-1)?.metadata.id !== idOf(number)) {
        const { value } = await messages.next();
        if (!value) throw new Error(`the subscription ended after ${seen.length} events`);
        if (value.kind === 'events') seen.push(...value.events);
      }
      return seen;
    };
    return { upTo };
  };

  it('follows its log in order and once, over a broken connection to a node that follows now, and over an append that is sent on', async () => {
    const [first, second] = await cluster();
    const store = await open(first);
    const subscription = following(store);
    await append(store, 1, 20);
    await subscription.upTo(20);
    // A node that follows goes on telling what is new. Whoever comes anew and has missed something is sent to the leader.
    await first.set({ leaderPort: second.port, cutAfterEvents: 1 });
    await second.heal();
    const writer = await open(second);
    await append(writer, 21, 60);
    expect(await subscription.upTo(60)).toEqual(await collected(writer.readAll()));
    await store.head(); // asked where the subscription went on
    expect((await first.told()).notLeader).toEqual({ reads: 0, subscriptions: 1 });

    await second.set({ leaderPort: first.port });
    await first.heal();
    await append(store, 61, 100);
    expect(await subscription.upTo(100)).toEqual(await collected(store.readAll()));
  });

  it('follows its log in order and once when the old leader is gone for good and the address names all nodes', async () => {
    const [first, second] = await cluster();
    const store = await open({ url: `kurrentdb://127.0.0.1:${first.port},127.0.0.1:${second.port}?tls=false` });
    const subscription = following(store);
    await append(store, 1, 20);
    await subscription.upTo(20);
    await first.kill();
    await second.heal();
    await append(store, 21, 60);
    expect(await subscription.upTo(60)).toEqual(await collected(store.readAll()));
    expect(idsOf(await collected(store.readAll()))).toEqual(Array.from({ length: 60 }, (_, index) => idOf(index + 1)));
  });

  it('appends at its own address again when the leader to which it was sent is gone', async () => {
    const [first, second] = await cluster();
    const store = await open(second);
    await store.append([write('a-1', 'none', 1)]);
    await first.kill();
    await second.heal();
    await appendUntilDone(store, write('a-2', 'none', 2)); // which reads nothing before
    expect(idsOf(await collected(store.readAll()))).toEqual([1, 2].map(idOf));
  });

  it('keeps one channel open, however often its nodes did not answer', async () => {
    const [first, second] = await cluster();
    const before = await channels();
    const store = await open({ url: `kurrentdb://127.0.0.1:${first.port},127.0.0.1:${second.port}?tls=false` }, { timeoutMs: 1000 });
    for (let number = 1; number <= 4; number++) {
      await first.set({ stallAppends: true });
      await expect(store.append([write('a-1', 'any', number)])).rejects.toThrow(AppendOutcomeUnknown);
      await first.heal();
      await appendUntilDone(store, write('a-1', 'any', number));
    }
    expect((await channels()) - before).toBe(1);
    await store.close();
    expect((await channels()) - before).toBe(0);
  });

  it('keeps few connections open, however often another node leads, and however often none answers', async () => {
    const [first, second] = await cluster();
    const store = await open({ url: `kurrentdb://127.0.0.1:${first.port},127.0.0.1:${second.port}?tls=false` }, { timeoutMs: 1000 });
    const connections = async () => (await first.connections()) + (await second.connections());
    await append(store, 1, 1);
    for (let change = 1; change <= 12; change++) {
      const [leader, follower] = change % 2 === 0 ? [first, second] : [second, first];
      await follower.set({ leaderPort: leader.port });
      await leader.heal();
      expect(await collected(store.readAll())).toHaveLength(1);
    }
    expect(await connections()).toBeLessThanOrEqual(2 * 2); // to each node one that appends and one that reads
    await Promise.all([first.set({ slow: 2000 }), second.set({ slow: 2000 })]);
    for (let silence = 1; silence <= 10; silence++) await expect(store.head()).rejects.toThrow(StoreUnavailable);
    await Promise.all([first.set({ slow: 0 }), second.set({ slow: 0 })]);
    await appendUntilDone(store, write('a-1', 'any', 2));
    expect(await collected(store.readAll())).toHaveLength(2);
    expect(await connections()).toBeLessThanOrEqual(2 * 5); // and one more for each of three that did not answer
  });
});

/** How many channels of gRPC this process has open. */
const channels = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const { GetTopChannels } = getChannelzHandlers();
    const call = { request: { start_channel_id: 0, max_results: 1000 } } as unknown as Parameters<typeof GetTopChannels>[0]; // all it reads
    GetTopChannels(call, (error, answer) => (error ? reject(error) : resolve(answer!.channel!.length)));
  });
