import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { KurrentDBClient } from '@kurrent/kurrentdb-client';
import {
  AppendOutcomeUnknown,
  appendSurely,
  EventTooLarge,
  maximumAppendBytes,
  type NewEvent,
  type Recorded,
  StoreUnavailable,
  StreamDeleted,
  type Write,
} from '@laurel/event-sourcing';
import { openKurrentDbEventStore } from '@laurel/event-store-kurrentdb';
import { metadataOf } from '@laurel/testing';
import { appendUntilDone, collected, event, idOf, idsOf, write } from './notes.js';
import { serversUnderTest } from './servers-under-test.js';
import { spawnServer, type SpawnedServer } from './spawned-server.js';

jest.setTimeout(30_000);

const outcome = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    (value) => value,
    (error: Error) => error.constructor,
  );

/** What stands in one append beside what is tried: nothing, or an event of another stream. */
type Others = (number: number) => readonly Write[];
const alone: Others = () => [];
const beside: Others = (number) => [write(`b-${number}`, 'none', number)];

describe('the KurrentDB store when things break', () => {
  const { start, open } = serversUnderTest();

  describe.each([
    ['over one long stream', {}, alone],
    ['one call each', { unary: true }, alone],
    ['to several streams at once', {}, beside],
  ] as const)('appending %s', (_, how, others) => {
    let server: SpawnedServer;
    let namespaces = 0;
    let namespace: string;
    beforeAll(async () => {
      server = await spawnServer(how);
    });
    beforeEach(() => {
      namespace = `faults${++namespaces}`; // one server for all: each begins with an empty store
    });
    afterEach(() => server.heal());
    afterAll(() => server.kill());

    it('tells that the outcome is unknown when the answer is lost after the commit, and the repeat gives the first result', async () => {
      const store = await open(server, { namespace });
      await store.append([write('a-1', 'none', 1)]);
      await server.set({ dropAnswers: 1 });
      const writes = [write('a-1', 0, 2, 3), ...others(4)] as const;
      await expect(store.append(writes)).rejects.toThrow(AppendOutcomeUnknown);
      const appended = await store.append(writes);
      const log = await collected(store.readAll());
      expect(idsOf(log)).toEqual([idOf(1), ...writes.flatMap(({ events }) => idsOf(events))]);
      expect(appended).toEqual(
        writes.map(({ stream }) => {
          const { revision, position } = log.findLast((one) => one.stream === stream)!;
          return { revision, position };
        }),
      );
    });

    it('tells that the outcome is unknown when the connection breaks before the commit, and the repeat does it', async () => {
      const store = await open(server, { namespace });
      await server.set({ dropAppends: 1 });
      const writes = [write('a-1', 'none', 1), ...others(2)] as const;
      await expect(store.append(writes)).rejects.toThrow(AppendOutcomeUnknown);
      expect(await store.append(writes)).toMatchObject(writes.map(() => ({ revision: 0 })));
      expect(idsOf(await collected(store.readAll()))).toEqual(writes.flatMap(({ events }) => idsOf(events)));
    });

    it('gives up a server that never answers, and finds what it had written', async () => {
      const store = await open(server, { namespace });
      await server.set({ stallAnswers: true });
      const began = Date.now();
      const writes = [write('a-1', 'none', 1), ...others(2)] as const;
      await expect(store.append(writes)).rejects.toThrow(AppendOutcomeUnknown);
      expect(Date.now() - began).toBeLessThan(4000);
      await server.heal();
      expect(await store.append(writes)).toMatchObject(writes.map(() => ({ revision: 0 })));
      expect(idsOf(await collected(store.readAll()))).toEqual(writes.flatMap(({ events }) => idsOf(events)));
    });

    it('says that nothing was written when the server is busy, unknown when it timed out itself', async () => {
      const store = await open(server, { namespace });
      const writes = [write('a-1', 'none', 1), ...others(2)] as const;
      await server.set({ busy: 1 });
      await expect(store.append(writes)).rejects.toThrow(StoreUnavailable);
      await server.set({ timeouts: 1 });
      await expect(store.append(writes)).rejects.toThrow(AppendOutcomeUnknown);
      expect(await store.append(writes)).toMatchObject(writes.map(() => ({ revision: 0 })));
    });

    it('goes on at the leader when another node leads now', async () => {
      const follower = await start(how);
      const [store, atLeader] = await Promise.all([open(follower, { namespace }), open(server, { namespace })]);
      await follower.set({ leaderPort: server.port });
      const writes = [write('a-1', 'none', 1), ...others(2)] as const;
      expect(await store.append(writes)).toMatchObject(writes.map(() => ({ revision: 0 })));
      expect(idsOf(await collected(store.readStream('a-1')))).toEqual([idOf(1)]);
      expect(idsOf(await collected(atLeader.readAll()))).toEqual(writes.flatMap(({ events }) => idsOf(events)));
    });
  });

  it('reads the position when an old server leaves it out of a repeat', async () => {
    const server = await start();
    const [store, other] = await Promise.all([open(server), open(server)]);
    const first = await store.append([write('a-1', 'none', 1, 2)]);
    await server.set({ noPositions: true });
    expect(await other.append([write('a-1', 'none', 1, 2)])).toEqual(first);
  });

  it('writes an id once only, where the server itself would write it again', async () => {
    const server = await start();
    const [store, other] = await Promise.all([open(server), open(server)]);
    await store.append([write('a-1', 'none', 1, 2, 3)]);
    const wrong = [write('a-1', 2, 3), write('a-1', 2, 4, 1), write('a-1', 'any', 3, 1), write('a-1', 'any', 4, 1)];
    for (const one of wrong) expect(((await outcome(other.append([one]))) as { name: string }).name).toBe('EventIdReused');
    expect(idsOf(await collected(other.readAll()))).toEqual([1, 2, 3].map(idOf));
  });

  it('appends of a crowd during a cut connection are each done once, and none is lost', async () => {
    const server = await start();
    const store = await open(server);
    const numbers = Array.from({ length: 400 }, (_, index) => index + 1);
    const cutting = setInterval(() => void server.cut(), 60);
    try {
      const appended = await Promise.all(
        numbers.map(async (number) => {
          for (;;) {
            const done = await outcome(appendSurely(store, write(`a-${number}`, 'none', number)));
            if (done !== AppendOutcomeUnknown && done !== StoreUnavailable) return done;
            await new Promise((resolve) => setTimeout(resolve, 50));
          }
        }),
      );
      for (const one of appended) expect(one).toMatchObject({ revision: 0 });
    } finally {
      clearInterval(cutting);
    }
    expect(idsOf(await collected(store.readAll())).toSorted()).toEqual(numbers.map(idOf));
  }, 60_000);

  it('a subscription whose connection is cut again and again skips and doubles nothing', async () => {
    const server = await start();
    const store = await open(server);
    await store.append([write('a-0', 'none', 1)]);
    await server.set({ cutAfterEvents: 7 });
    const seen: Recorded[] = [];
    let behind = 0;
    const writing = (async () => {
      const writer = await open(server);
      for (let number = 2; number <= 120; number++) await appendUntilDone(writer, write(`a-${number % 5}`, 'any', number));
    })();
    for await (const message of store.subscribe({ signal: AbortSignal.timeout(25_000) })) {
      if (message.kind === 'events') seen.push(...message.events);
      if (message.kind === 'caughtUp') behind++;
      if (seen.length >= 120) break;
    }
    await writing;
    await server.heal();
    expect(idsOf(seen)).toEqual(idsOf(await collected(store.readAll())));
    expect(behind).toBeGreaterThan(0);
  }, 30_000);

  it('a server that is killed and started again has what it acknowledged, and subscriptions go on', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'laurel-kurrentdb-'));
    try {
      const server = await start({ file: join(folder, 'log') });
      const store = await open(server);
      await store.append([write('a-1', 'none', 1, 2)]);
      const messages = store.subscribe({ signal: AbortSignal.timeout(20_000) })[Symbol.asyncIterator]();
      expect((await messages.next()).value).toMatchObject({ kind: 'events', events: [{ revision: 0 }, { revision: 1 }] });
      expect((await messages.next()).value).toEqual({ kind: 'caughtUp' });
      await server.kill();
      await expect(store.append([write('a-1', 1, 3)])).rejects.toThrow(/AppendOutcomeUnknown|nothing listens|not known/);
      await expect(store.head()).rejects.toThrow(StoreUnavailable);
      await start({ file: join(folder, 'log'), port: server.port });
      await appendUntilDone(store, write('a-1', 1, 3));
      expect((await messages.next()).value).toMatchObject({ kind: 'events', events: [{ revision: 2, metadata: { id: idOf(3) } }] });
      expect(idsOf(await collected(store.readStream('a-1')))).toEqual([1, 2, 3].map(idOf));
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 30_000);

  it('a frozen server is given up within the bound, by reads and by appends', async () => {
    const server = await start();
    const store = await open(server);
    server.pause();
    const began = Date.now();
    const given = await Promise.all([
      outcome(store.append([write('a-1', 'none', 1)])),
      outcome(store.head()),
      outcome(collected(store.readStream('a-1'))),
    ]);
    expect(Date.now() - began).toBeLessThan(5000);
    expect(given).toEqual([AppendOutcomeUnknown, StoreUnavailable, StoreUnavailable]);
    server.goOn();
    expect(await store.append([write('a-1', 'none', 1)])).toMatchObject([{ revision: 0 }]);
  }, 20_000);

  it('shows nothing of others: links, system events, other namespaces', async () => {
    const server = await start();
    const store = await open(server);
    const [first] = await store.append([write('plan-1', 'none', 1)]);
    await server.write('faults:plan-1', '$>', '0@faults:unit-9');
    await server.write('$$faults:plan-1', '$metadata', { $maxAge: 1_000_000 });
    await server.write('elsewhere:plan-1', 'PlanIssued', {});
    expect(idsOf(await collected(store.readAll()))).toEqual([idOf(1)]);
    expect(idsOf(await collected(store.readAll({ filter: { types: ['NoteAdded', 'PlanIssued'] } })))).toEqual([idOf(1)]);
    expect(idsOf(await collected(store.readStream('plan-1')))).toEqual([idOf(1)]);
    expect(await store.head()).toBe(first!.position);
  });

  it('has the server leave out what a filter leaves out: by categories, or by types where only types are asked for', async () => {
    const server = await start();
    const store = await open(server);
    await store.append([write('plan-1', 'none', 1, 2, 3)]);
    await store.append([
      { stream: 'unit-1', expected: 'none', events: [4, 5].map((number) => ({ ...event(number), type: 'NoteStruck' })) },
    ]);
    await store.append([write('unit-1', 1, 6)]);
    await server.write('elsewhere:plan-1', 'NoteStruck', {});
    await server.told();
    const head = { 'faults:unit-1': 1 }; // where a read of the log ends is asked for first

    const plans = { filter: { categories: ['plan'] } };
    expect(idsOf(await collected(store.readAll(plans)))).toEqual([1, 2, 3].map(idOf));
    expect((await server.told()).events).toEqual({ ...head, 'faults:plan-1': 3 });
    expect(idsOf(await collected(store.readAll({ ...plans, backwards: true })))).toEqual([3, 2, 1].map(idOf));
    expect((await server.told()).events).toEqual({ 'faults:plan-1': 3 });

    const struck = { filter: { types: ['NoteStruck'] } };
    expect(idsOf(await collected(store.readAll(struck)))).toEqual([4, 5].map(idOf));
    expect((await server.told()).events).toEqual({ 'faults:unit-1': 3, 'elsewhere:plan-1': 1 });

    // Of both, the server is asked for the categories.
    expect(await collected(store.readAll({ filter: { ...plans.filter, ...struck.filter } }))).toEqual([]);
    expect((await server.told()).events).toEqual({ ...head, 'faults:plan-1': 3 });

    for await (const { kind } of store.subscribe(plans)) if (kind === 'caughtUp') break;
    const { 'elsewhere:plan-1': end, ...caughtUp } = (await server.told()).events; // the last record of all is where the tail begins
    expect([end, caughtUp]).toEqual([1, { ...head, 'faults:plan-1': 3 }]);
  });

  it('names a stream that was tombstoned; one that was deleted can begin again', async () => {
    const server = await start();
    const store = await open(server);
    const client = KurrentDBClient.connectionString(server.url);
    try {
      await store.append([write('a-1', 'none', 1)]);
      await store.append([write('b-1', 'none', 2)]);
      await client.tombstoneStream('faults:a-1');
      await client.deleteStream('faults:b-1');
      await expect(store.append([write('a-1', 0, 3)])).rejects.toEqual(new StreamDeleted('a-1'));
      await expect(collected(store.readStream('a-1'))).rejects.toEqual(new StreamDeleted('a-1'));
      expect(await collected(store.readStream('b-1'))).toEqual([]);
      expect(await store.append([write('b-1', 'none', 4)])).toMatchObject([{ revision: 1 }]);
      expect(await store.append([write('b-1', 'none', 4)])).toMatchObject([{ revision: 1 }]);
      expect(idsOf(await collected(store.readStream('b-1')))).toEqual([idOf(4)]);
    } finally {
      await client.dispose();
    }
  });

  it('counts the limit of an append as the server counts it, before anything is sent', async () => {
    const server = await start();
    const store = await open(server);
    const events = Array.from({ length: 6000 }, (_, index) => event(index + 1, 'x'.repeat(10)));
    const bytes = (of: readonly NewEvent[]) =>
      of.reduce((sum, one) => sum + one.type.length + JSON.stringify(one.data).length + JSON.stringify(one.metadata).length, 0);
    const many = events.slice(0, Math.floor((maximumAppendBytes / bytes(events)) * events.length));
    expect(bytes(many)).toBeLessThanOrEqual(maximumAppendBytes);
    await server.set({ stallAppends: true });
    await expect(store.append([{ stream: 'a-1', expected: 'none', events: many }])).rejects.toThrow(EventTooLarge);
    // In an append to several streams metadata is a text within JSON: each quote in it counts twice.
    await server.set({ maximumAppendSize: 2 * maximumAppendBytes });
    const quotes = metadataOf(idOf(1), { causationId: '"'.repeat(maximumAppendBytes / 3) });
    const quoting = { stream: 'a-1', expected: 'none', events: [{ ...event(1), metadata: quotes }] } as const;
    await expect(store.append([quoting, { ...quoting, stream: 'b-1', events: [event(2)] }])).rejects.toThrow(EventTooLarge);
  });

  it('takes the limit of the server for its own where that is the lower one', async () => {
    const server = await start();
    const store = await open(server);
    await server.set({ maximumAppendSize: 400 });
    await expect(store.append([write('a-1', 'none', 1, 2, 3)])).rejects.toThrow(EventTooLarge);
    await expect(store.append([write('a-1', 'none', 1, 2), write('b-1', 'none', 3)])).rejects.toThrow(EventTooLarge);
    expect(await collected(store.readAll())).toEqual([]);
  });

  it('an older server takes one stream an append, and says so', async () => {
    const server = await start({ version: '24.10.0' });
    const store = await open(server);
    expect([store.serverVersion, store.severalWrites]).toEqual(['24.10.0', false]);
    await expect(store.append([write('a-1', 'none', 1), write('b-1', 'none', 2)])).rejects.toThrow(
      'KurrentDB 24.10.0 writes to one stream an append; from 25.1 on to several',
    );
    expect(await store.append([write('a-1', 'none', 1)])).toMatchObject([{ revision: 0 }]);
    await expect(start({ version: '23.10.0' }).then(open)).rejects.toThrow('KurrentDB 23.10.0 is too old: 24 is the least');
  });
});

describe('a KurrentDB store that cannot be opened', () => {
  const opening = (url: string, timeoutMs = 3000): Promise<unknown> => openKurrentDbEventStore({ url, namespace: 'faults', timeoutMs });

  it('is told of an address where nothing listens, and of one that is no host', async () => {
    await expect(opening('kurrentdb://127.0.0.1:1?tls=false')).rejects.toMatchObject({
      name: 'StoreUnavailable',
      message: expect.stringContaining("nothing listens at KurrentDB's address"),
    });
    await expect(opening('kurrentdb://nowhere.invalid:2113?tls=false')).rejects.toMatchObject({
      name: 'StoreUnavailable',
      message: expect.stringContaining("the host of KurrentDB's address is not known"),
    });
    const told = await opening('kurrentdb://admin:s3c/ret@127.0.0.1:2113').catch((error: unknown) => error);
    expect(told).toMatchObject({ name: 'KurrentDbUnusable' });
    expect([String(told), (told as Error).cause]).toEqual([expect.not.stringContaining('s3c'), undefined]);
    await expect(opening('postgres://127.0.0.1:1')).rejects.toMatchObject({
      name: 'KurrentDbUnusable',
      message: expect.stringContaining("KurrentDB's address cannot be used"),
    });
  });

  it('is told which side lacks TLS', async () => {
    const server = await spawnServer();
    try {
      await expect(opening(server.url.replace('?tls=false', ''))).rejects.toMatchObject({
        name: 'KurrentDbUnusable',
        message: expect.stringContaining('add tls=false'),
      });
    } finally {
      await server.kill();
    }
    const secure = createTlsServer({}).on('tlsClientError', () => undefined);
    secure.listen(0, '127.0.0.1');
    await once(secure, 'listening');
    try {
      const { port } = secure.address() as { port: number };
      await expect(opening(`kurrentdb://127.0.0.1:${port}?tls=false`)).rejects.toMatchObject({
        message: expect.stringContaining('tls=false'),
      });
    } finally {
      secure.close();
    }
  });

  it('is told of rights that are missing', async () => {
    const server = await spawnServer();
    try {
      await server.set({ denied: true });
      await expect(opening(server.url)).rejects.toMatchObject({
        name: 'KurrentDbUnusable',
        message: expect.stringContaining('this user may not read and write here'),
      });
    } finally {
      await server.kill();
    }
  });

  it('is told of a server that takes the connection and says nothing', async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => void sockets.push(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    try {
      const { port } = silent.address() as { port: number };
      await expect(opening(`kurrentdb://127.0.0.1:${port}?tls=false`, 1000)).rejects.toMatchObject({
        name: 'StoreUnavailable',
        message: expect.stringContaining('no answer within 1000 ms'),
      });
    } finally {
      for (const socket of sockets) socket.destroy();
      silent.close();
    }
  }, 20_000);
});
