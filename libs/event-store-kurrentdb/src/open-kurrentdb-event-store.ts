import { type EventStore, serializeWrites, StoreUnavailable } from '@laurel/event-sourcing';
import { appender } from './append.js';
import { connectionTo } from './connection.js';
import { explained, isForGood, KurrentDbUnusable, readFault } from './faults.js';
import { logReader } from './log-reader.js';
import { namespaceOf } from './namespace.js';
import { streamIds } from './stream-ids.js';
import { subscription } from './subscription.js';
import { tailOf } from './tail.js';

export interface KurrentDbEventStoreOptions {
  /** `kurrentdb://user:password@host:2113?tls=false`, several hosts with commas, or `kurrentdb+discover://…`. */
  readonly url: string;
  /** One word: the server's streams named `<namespace>:…` are this store, others are not seen. One a service. */
  readonly namespace: string;
  /** For how long one call may go without an answer, in milliseconds; 10,000 when absent. */
  readonly timeoutMs?: number;
}

export interface KurrentDbEventStore extends EventStore {
  readonly serverVersion: string;
  /** Whether one append may write to several streams: servers that announce it do, from 25.1 on. */
  readonly severalWrites: boolean;
}

/**
 * An event store on a KurrentDB server, 24 or newer. Several processes may use one namespace.
 * Throws `KurrentDbUnusable` when the address, TLS, the rights or the server's age stand in the way, `StoreUnavailable` when it does not answer.
 */
export const openKurrentDbEventStore = async ({ url, namespace: name, timeoutMs = 10_000 }: KurrentDbEventStoreOptions): Promise<KurrentDbEventStore> => {
  const namespace = namespaceOf(name);
  const connection = connected(url, timeoutMs);
  const ids = streamIds();
  const reader = logReader(connection, namespace, ids.witness);
  const tail = tailOf(connection, namespace, reader);
  const append = appender({ connection, namespace, reader, ids });
  const taken = new Set<Promise<unknown>>();
  let closed = false;

  const close = async (): Promise<void> => {
    closed = true;
    await Promise.allSettled(taken);
    tail.close();
    await connection.close();
  };

  try {
    const features = await connection.features();
    if (Number(features.serverVersion.split('.')[0]) < 24) throw new KurrentDbUnusable(`KurrentDB ${features.serverVersion} is too old: 24 is the least`);
    await reader.end(); // reading $all needs rights of its own, and a connection of its own
    const severalWrites = features.supports({ path: '/kurrentdb.protocol.v2.streams.StreamsService/AppendSession' });
    return {
      serverVersion: features.serverVersion,
      severalWrites,
      append: async (writes) => {
        const serialized = serializeWrites(writes);
        if (writes.length > 1 && !severalWrites) throw new TypeError(`KurrentDB ${features.serverVersion} writes to one stream an append; from 25.1 on to several`);
        if (closed) throw new StoreUnavailable('the store is closed');
        const appending = append(serialized);
        taken.add(appending);
        try {
          return await appending;
        } finally {
          taken.delete(appending);
        }
      },
      readStream: (stream, options) => reader.stream(stream, options),
      readAll: (options) => reader.all(options),
      subscribe: (options = {}) => subscription({ reader, tail, isClosed: () => closed }, options),
      head: () => reader.head(),
      close,
    };
  } catch (error) {
    await close();
    if (error instanceof KurrentDbUnusable) throw error;
    const cause = error instanceof StoreUnavailable && error.cause !== undefined ? error.cause : error;
    throw isForGood(cause) ? new KurrentDbUnusable(explained(cause), { cause }) : readFault(cause);
  }
};

const connected = (url: string, timeoutMs: number) => {
  try {
    return connectionTo(url, timeoutMs);
  } catch (error) {
    throw new KurrentDbUnusable(`KurrentDB's address cannot be used: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
};
