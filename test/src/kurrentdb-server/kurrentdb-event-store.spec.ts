import { randomUUID } from 'node:crypto';
import { afterAll } from '@jest/globals';
import type { EventStore } from '@laurel/event-sourcing';
import { openKurrentDbEventStore } from '@laurel/event-store-kurrentdb';
import { describeEventStore, type StoreUnderTest } from '@laurel/testing';
import { environment } from './environment.js';
import { spawnServer } from './spawned-server.js';

// The suite does not know which of the two it talks to. A store is a namespace of its own, so that a server that others use is empty too.
const server = environment.LAUREL_KURRENTDB_URL === undefined ? await spawnServer() : undefined;
const url = environment.LAUREL_KURRENTDB_URL ?? server!.url;
const probe = await openKurrentDbEventStore({ url, namespace: 'probe' });
const { serverVersion, severalWrites } = probe;
await probe.close();
afterAll(() => server?.kill());

const open = async (): Promise<StoreUnderTest> => {
  const namespace = `t${randomUUID().replaceAll('-', '')}`;
  const opened: EventStore[] = [];
  const another = async () => {
    const store = await openKurrentDbEventStore({ url, namespace });
    opened.push(store);
    return store;
  };
  return {
    store: await another(),
    another,
    dispose: async () => {
      for (const one of opened) await one.close();
    },
  };
};

const name = server ? 'the KurrentDB store, on the protocol test server,' : `the KurrentDB store, on KurrentDB ${serverVersion},`;
describeEventStore(name, open, severalWrites ? ['severalWrites'] : [], 10);
