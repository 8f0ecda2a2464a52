import { KurrentDBClient } from '@kurrent/kurrentdb-client';
import { StoreUnavailable } from '@laurel/event-sourcing';
import { CallTimedOut, ConnectionBroke, isConnectionFault, isTimedOut } from './faults.js';
import { isNotLeader, type Leader, leaderOf } from './leader.js';

export interface ServerFeatures {
  readonly serverVersion: string;
  readonly supports: (method: { readonly path: string }, feature?: string) => boolean;
}

export interface Connection {
  /** One call, bounded in time. A client whose call never answered is given up, with all that is under way in it. */
  readonly call: <T>(work: (client: KurrentDBClient) => Promise<T>) => Promise<T>;
  /** A call whose answer the client forgets when its connection breaks at a bad moment: given up shortly after a break was seen. */
  readonly append: <T>(work: (client: KurrentDBClient) => Promise<T>) => Promise<T>;
  /** Somebody saw the connection break. */
  readonly broke: () => void;
  /** A call that may be made again: after a lost connection, or at the leader when the first node was not it. */
  readonly read: <T>(work: (client: KurrentDBClient) => Promise<T>) => Promise<T>;
  readonly client: () => KurrentDBClient;
  /** Another node leads, or this client is of no use any more: the next call gets a new one. */
  readonly leave: (client: KurrentDBClient, error: unknown) => void;
  readonly features: () => Promise<ServerFeatures>;
  readonly close: () => Promise<void>;
}

const attempts = 4;
/** Milliseconds in which an append's own error may still come after a break. */
const grace = 100;
/** Milliseconds in which the client forgets a broken stream; what is written to it before is never answered. */
const cleanUp = 25;

/** Throws the client's error for an address that it cannot read. */
export const connectionTo = (url: string, timeoutMs: number): Connection => {
  const shared = natives();
  let current: Opened | undefined = opened(url, shared);
  let next = url;
  let closed = false;
  let closing: Promise<void> | undefined;
  const disposals = new Set<Promise<void>>();

  const client = (): KurrentDBClient => {
    if (closed) throw new StoreUnavailable('the store is closed');
    return (current ??= opened(next, shared)).client;
  };
  const leave: Connection['leave'] = (left, error) => {
    if (!current || left !== current.client) return;
    const disposing = current.dispose();
    current = undefined;
    const leader = leaderOf(error);
    if (!leader) shared.giveUp(next); // a native part that was told the leader goes there by itself
    next = leader ? atLeader(url, leader) : url;
    const disposal = disposing.finally(() => disposals.delete(disposal));
    disposals.add(disposal);
  };
  const call: Connection['call'] = async (work) => {
    const used = client();
    try {
      return await answeredWithin(work(used), timeoutMs);
    } catch (error) {
      if (isTimedOut(error) || isNotLeader(error)) leave(used, error);
      throw error;
    }
  };

  const read: Connection['read'] = async (work) => {
    for (let attempt = 1; ; attempt++) {
      let used: KurrentDBClient | undefined;
      try {
        return await call((one) => work((used = one)));
      } catch (error) {
        if (closed) throw new StoreUnavailable('the store is closed', { cause: error });
        if (attempt === attempts || error instanceof StoreUnavailable || !isConnectionFault(error)) throw error;
        // The client connects anew by itself; one that does not is exchanged.
        if (used && attempt > 1 && !isNotLeader(error)) leave(used, error);
        await new Promise((resolve) => setTimeout(resolve, 20 * 3 ** (attempt - 1)));
      }
    }
  };

  const underWay = new Set<(error: Error) => void>();
  const broke = (): void => {
    const touched = [...underWay];
    if (touched.length === 0) return;
    setTimeout(() => {
      for (const giveUp of touched) giveUp(new ConnectionBroke('the connection broke'));
    }, grace);
  };

  return {
    call,
    broke,
    append: async (work) => {
      let giveUp: ((error: Error) => void) | undefined;
      const broken = new Promise<never>((_, reject) => underWay.add((giveUp = reject)));
      try {
        return await call((used) => Promise.race([work(used), broken]));
      } catch (error) {
        if (isConnectionFault(error)) {
          broke();
          await new Promise((resolve) => setTimeout(resolve, cleanUp));
        }
        throw error;
      } finally {
        if (giveUp) underWay.delete(giveUp);
      }
    },
    client,
    leave,
    read,
    // Declared protected, yet the only place where the server's version and methods are told.
    features: () => read((one) => (one as unknown as { capabilities: Promise<ServerFeatures> }).capabilities),
    close: () => {
      closed = true;
      const last = current;
      current = undefined;
      return (closing ??= Promise.all([...disposals, last?.dispose()]).then(() => undefined));
    },
  };
};

interface Opened {
  readonly client: KurrentDBClient;
  readonly dispose: () => Promise<void>;
}

interface Channel {
  readonly close: () => void;
}

/**
 * The client's own disposal leaves its channel open, and asking for the channel would make one where there is none, for which a cluster is
 * searched first. So each one is noted when it is made. One that is still searched for is closed when it is found, and so is one that a
 * call makes which is late; calls that are under way end by themselves.
 */
const opened = (url: string, shared: Natives): Opened => {
  const client = KurrentDBClient.connectionString(url);
  Object.defineProperty(client, 'rustClient', { value: shared.of(url, client) });
  const inner = client as unknown as { createChannel: () => Promise<Channel> };
  const create = inner.createChannel;
  let channel: Promise<Channel> | undefined;
  let left = false;
  const close = (): void => void channel?.then((made) => made.close()).catch(() => undefined);
  inner.createChannel = () => {
    channel = create();
    if (left) close();
    return channel;
  };
  return {
    client,
    dispose: async () => {
      left = true;
      await client.dispose();
      close();
    },
  };
};

/** So many of them to one address at most. A connection that is silent is given up by the native part itself within 20 s. */
const mostNatives = 4;

/**
 * The native part of a client reads, and cannot be closed: what it has opened stays open as long as the process lives, whoever forgets it.
 * So clients of one address share it, and one that does not answer comes to its turn again after a few others. Unused it opens nothing.
 */
const natives = () => {
  const rings = new Map<string, { readonly ring: Native[]; turn: number }>();
  const ringOf = (url: string) => {
    const known = rings.get(url) ?? { ring: [], turn: 0 };
    rings.set(url, known);
    return known;
  };
  return {
    of: (url: string, { rustClient }: KurrentDBClient): Native => {
      const { ring, turn } = ringOf(url);
      return (ring[turn] ??= rustClient);
    },
    giveUp: (url: string): void => {
      const known = ringOf(url);
      known.turn = (known.turn + 1) % mostNatives;
    },
  };
};
type Native = KurrentDBClient['rustClient'];
type Natives = ReturnType<typeof natives>;

const answeredWithin = async <T>(work: Promise<T>, timeoutMs: number): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  work.catch(() => undefined); // when the bound comes first, nobody else listens any more
  try {
    return await Promise.race([
      work,
      new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new CallTimedOut(`no answer within ${timeoutMs} ms`)), timeoutMs);
      }),
    ]);
  } finally {
    clearTimeout(timer);
  }
};

/** One node's address is exchanged for the leader's; a cluster's stays, for the client asks its gossip who leads. */
const atLeader = (url: string, { address, port }: Leader): string =>
  isCluster(url) ? url : url.replace(/^([a-z]+:\/\/(?:[^@/?]*@)?)[^/?]+/, `$1${address}:${port}`);

const isCluster = (url: string): boolean => url.includes('+discover') || /^[^?]*,/.test(url);
