import { KurrentDBClient, type NotLeaderError } from '@kurrent/kurrentdb-client';
import { StoreUnavailable } from '@laurel/event-sourcing';
import { CallTimedOut, isConnectionFault, isNotLeader, isTimedOut } from './faults.js';

export interface ServerFeatures {
  readonly serverVersion: string;
  readonly supports: (method: { readonly path: string }, feature?: string) => boolean;
}

export interface Connection {
  /** One call, bounded in time. A client whose call never answered is given up, with all that is under way in it. */
  readonly call: <T>(work: (client: KurrentDBClient) => Promise<T>) => Promise<T>;
  /** A call that may be made again: after a lost connection, or at the leader when the first node was not it. */
  readonly read: <T>(work: (client: KurrentDBClient) => Promise<T>) => Promise<T>;
  readonly client: () => KurrentDBClient;
  /** Another node leads, or this client is of no use any more: the next call gets a new one. */
  readonly leave: (client: KurrentDBClient, error: unknown) => void;
  readonly features: () => Promise<ServerFeatures>;
  readonly close: () => Promise<void>;
}

const attempts = 4;

/** Throws the client's error for an address that it cannot read. */
export const connectionTo = (url: string, timeoutMs: number): Connection => {
  let current: KurrentDBClient | undefined = KurrentDBClient.connectionString(url);
  let next = url;
  let closed = false;
  const disposals = new Set<Promise<void>>();

  const client = (): KurrentDBClient => {
    if (closed) throw new StoreUnavailable('the store is closed');
    return (current ??= KurrentDBClient.connectionString(next));
  };
  const leave: Connection['leave'] = (left, error) => {
    if (left !== current) return;
    current = undefined;
    next = isNotLeader(error) ? atLeader(url, error) : url;
    const disposal = left.dispose().finally(() => disposals.delete(disposal));
    disposals.add(disposal);
  };
  const call: Connection['call'] = async (work) => {
    const used = client();
    try {
      return await bounded(work(used), timeoutMs);
    } catch (error) {
      if (isTimedOut(error) || isNotLeader(error)) leave(used, error);
      throw error;
    }
  };

  return {
    call,
    client,
    leave,
    read: async (work) => {
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
    },
    // Declared protected, yet the only place where the server's version and methods are told.
    features: () => call((one) => (one as unknown as { capabilities: Promise<ServerFeatures> }).capabilities),
    close: async () => {
      closed = true;
      const last = current;
      current = undefined;
      await Promise.all([...disposals, last?.dispose()]);
    },
  };
};

export const bounded = async <T>(work: Promise<T>, timeoutMs: number): Promise<T> => {
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
const atLeader = (url: string, { leader }: NotLeaderError): string =>
  url.includes('+discover') || /^[^?]*,/.test(url)
    ? url
    : url.replace(/^([a-z]+:\/\/(?:[^@/?]*@)?)[^/?]+/, `$1${leader.address}:${leader.port}`);
