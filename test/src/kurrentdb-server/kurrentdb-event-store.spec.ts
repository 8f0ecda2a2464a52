import { randomUUID } from 'node:crypto';
import { afterAll } from '@jest/globals';
import { connectKurrentDb } from '@laurel/event-store-kurrentdb';
import { describeEventStore, type StoreUnderTest } from '@laurel/testing';
import { environment } from './environment.js';
import { spawnServer } from './spawned-server.js';

// The suite does not know which of the two it talks to. A store is a namespace of its own, so that a server that others use is empty too.
const server = environment.LAUREL_KURRENTDB_URL === undefined ? await spawnServer() : undefined;
const url = environment.LAUREL_KURRENTDB_URL ?? server!.url;
// Two connections, as two processes would have them. Each of them takes half a second to begin, so that all cases share them.
const [one, other] = await Promise.all([connectKurrentDb({ url }), connectKurrentDb({ url })]);
afterAll(async () => {
  await one.close();
  await other.close();
  await server?.kill();
});

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

const name = server ? 'the KurrentDB store, on the protocol test server,' : `the KurrentDB store, on KurrentDB ${one.serverVersion},`;
describeEventStore(name, open, one.severalWrites ? ['severalWrites'] : [], 10);
