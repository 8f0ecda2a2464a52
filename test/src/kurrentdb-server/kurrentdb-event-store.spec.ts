import { randomUUID } from 'node:crypto';
import { afterAll } from '@jest/globals';
import { connectKurrentDb } from '@laurel/event-store-kurrentdb';
import { describeEventStore, type StoreUnderTest } from '@laurel/testing';
import { environment } from './environment.js';
import { spawnServer } from './spawned-server.js';

// The suite does not know what it talks to: a real server where one is named, else the test server as each of the versions that differ.
// What they have in common is tried on many cases once.
const real = environment.LAUREL_KURRENTDB_URL;
const announced = [
  { version: '25.1.0', runs: 10 },
  { version: '24.10.0', runs: 3 },
];
const engines =
  real === undefined
    ? await Promise.all(announced.map(async ({ version, runs }) => ({ runs, server: await spawnServer({ version }) })))
    : [{ runs: 10, server: undefined }];

for (const { runs, server } of engines) {
  const url = real ?? server!.url;
  // Two connections, as two processes would have them. Each of them takes half a second to begin, so that all cases share them.
  const [one, other] = await Promise.all([connectKurrentDb({ url }), connectKurrentDb({ url })]);
  afterAll(async () => {
    await one.close();
    await other.close();
    await server?.kill();
  });

  // A store is a namespace of its own, so that a server that others use is empty too.
  const open = async (): Promise<StoreUnderTest> => {
    const namespace = `t${randomUUID().replaceAll('-', '')}`;
    const opened = [one.store(namespace)];
    return {
      store: opened[0]!,
      another: async () => {
        const store = other.store(namespace);
        opened.push(store);
        return store;
      },
      dispose: async () => {
        for (const store of opened) await store.close();
      },
    };
  };

  const engine = server ? `the protocol test server as ${one.serverVersion}` : `KurrentDB ${one.serverVersion}`;
  describeEventStore(`the KurrentDB store, on ${engine},`, open, one.severalWrites ? ['severalWrites'] : [], runs);
}
