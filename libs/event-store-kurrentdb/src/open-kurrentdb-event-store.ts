import { type EventStore, serializeWrites, StoreUnavailable } from '@laurel/event-sourcing';
import { appender } from './append.js';
import { type Connection, connectionTo } from './connection.js';
import { explained, isForGood, KurrentDbUnusable, readFault } from './faults.js';
import { logReader } from './log-reader.js';
import { namespaceOf } from './namespace.js';
import { streamIds } from './stream-ids.js';
import { subscription } from './subscription.js';
import { tailOf } from './tail.js';

export interface KurrentDbOptions {
  /** `kurrentdb://user:password@host:2113?tls=false`, several hosts with commas, or `kurrentdb+discover://…`. */
  readonly url: string;
  /** For how long one call may go without an answer, in milliseconds; 10,000 when absent. */
  readonly timeoutMs?: number;
}

/** A server, or a cluster of them. */
export interface KurrentDb {
  readonly serverVersion: string;
  /** Whether one append may write to several streams: servers that announce it do, from 25.1 on. */
  readonly severalWrites: boolean;
  /**
   * The streams that are named `<namespace>:…` on the server, as a store: others are not seen. One word of small letters, digits and `_`,
   * one a service. Several processes may use one namespace. Throws `TypeError` for another name.
   */
  readonly store: (namespace: string) => EventStore;
  /** After the stores have been closed. */
  readonly close: () => Promise<void>;
}

export type KurrentDbEventStore = EventStore & Pick<KurrentDb, 'serverVersion' | 'severalWrites'>;

/**
 * Connects to KurrentDB 24 or newer.
 * Throws `KurrentDbUnusable` when the address, TLS, the rights or the server's age stand in the way, `StoreUnavailable` when it does not answer.
 */
export const connectKurrentDb = async ({ url, timeoutMs = 10_000 }: KurrentDbOptions): Promise<KurrentDb> => {
  const connection = connected(url, timeoutMs);
  try {
    const { serverVersion, supports } = await connection.features();
    if (Number(serverVersion.split('.')[0]) < 24) throw new KurrentDbUnusable(`KurrentDB ${serverVersion} is too old: 24 is the least`);
    // Reads have a connection of their own, and reading $all needs rights of its own.
    await logReader(connection, namespaceOf('laurel'), streamIds().witness).end();
    const severalWrites = supports({ path: '/kurrentdb.protocol.v2.streams.StreamsService/AppendSession' });
    const several = severalWrites ? undefined : `KurrentDB ${serverVersion} writes to one stream an append; from 25.1 on to several`;
    return { serverVersion, severalWrites, store: (namespace) => openStore(connection, namespace, several), close: connection.close };
  } catch (error) {
    await connection.close();
    if (error instanceof KurrentDbUnusable) throw error;
    const cause = error instanceof StoreUnavailable && error.cause !== undefined ? error.cause : error;
    throw isForGood(cause) ? new KurrentDbUnusable(explained(cause), { cause }) : readFault(cause);
  }
};

/** One store with a connection of its own: see `connectKurrentDb`. */
export const openKurrentDbEventStore = async ({
  namespace,
  ...options
}: KurrentDbOptions & { readonly namespace: string }): Promise<KurrentDbEventStore> => {
  namespaceOf(namespace);
  const { serverVersion, severalWrites, store, close } = await connectKurrentDb(options);
  const opened = store(namespace);
  return {
    ...opened,
    serverVersion,
    severalWrites,
    close: async () => {
      await opened.close();
      await close();
    },
  };
};

const openStore = (shared: Connection, name: string, severalRefused: string | undefined): EventStore => {
  let closed = false;
  const connection: Connection = {
    ...shared,
    client: () => {
      if (closed) throw new StoreUnavailable('the store is closed');
      return shared.client();
    },
    read: (work) => (closed ? Promise.reject(new StoreUnavailable('the store is closed')) : shared.read(work)),
  };
  const namespace = namespaceOf(name);
  const ids = streamIds();
  const reader = logReader(connection, namespace, ids.witness);
  const tail = tailOf(connection, namespace, reader);
  const append = appender({ connection, namespace, reader, ids });
  const taken = new Set<Promise<unknown>>();
  let closing = false;
  return {
    append: async (writes) => {
      const serialized = serializeWrites(writes);
      if (writes.length > 1 && severalRefused !== undefined) throw new TypeError(severalRefused);
      if (closing) throw new StoreUnavailable('the store is closed');
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
    subscribe: (options = {}) => subscription({ reader, tail, isClosed: () => closing }, options),
    head: () => reader.head(),
    close: async () => {
      closing = true;
      tail.close();
      await Promise.allSettled(taken);
      closed = true;
    },
  };
};

const connected = (url: string, timeoutMs: number): Connection => {
  try {
    return connectionTo(url, timeoutMs);
  } catch {
    // What the client says of it quotes the address, password and all: neither told nor kept as a cause.
    throw new KurrentDbUnusable("KurrentDB's address cannot be used: it is written kurrentdb://user:password@host:port?tls=true");
  }
};
