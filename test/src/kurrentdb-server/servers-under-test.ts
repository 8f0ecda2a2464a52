import { afterEach } from '@jest/globals';
import { type KurrentDbEventStore, type KurrentDbOptions, openKurrentDbEventStore } from '@laurel/event-store-kurrentdb';
import { spawnServer, type SpawnedServer, type SpawnOptions } from './spawned-server.js';

/** Servers and stores that end with the test. Called within `describe`. */
export const serversUnderTest = () => {
  const servers: SpawnedServer[] = [];
  const stores: KurrentDbEventStore[] = [];
  afterEach(async () => {
    for (const server of servers) server.goOn();
    await Promise.all(stores.splice(0).map((store) => store.close()));
    await Promise.all(servers.splice(0).map((server) => server.kill()));
  });
  return {
    start: async (options?: SpawnOptions): Promise<SpawnedServer> => {
      const server = await spawnServer(options);
      servers.push(server);
      return server;
    },
    open: async (
      { url }: Pick<SpawnedServer, 'url'>,
      options: Partial<KurrentDbOptions & { readonly namespace: string }> = {},
    ): Promise<KurrentDbEventStore> => {
      const store = await openKurrentDbEventStore({ url, namespace: 'faults', timeoutMs: 1500, ...options });
      stores.push(store);
      return store;
    },
  };
};
