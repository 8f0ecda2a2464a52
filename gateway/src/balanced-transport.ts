import type { SubgraphAnswer, SubgraphRequest } from '@laurel/subgraph/door';
import { type HttpTransport, httpTransport, NoAnswer } from './http-transport.js';
import { isRepeatable } from './repeatable.js';
import type { SubgraphTransport } from './transport.js';

/** One service at several addresses. */
export interface BalancedTransport extends SubgraphTransport {
  close(): Promise<void>;
  /** How each replica stands, as the requests of late have found it. */
  replicas(): readonly ReplicaState[];
  /** Whether one of them answers now. Asks where nothing is known for sure. */
  answers(): Promise<boolean>;
}

export interface ReplicaState {
  readonly url: string;
  /** Left out for a moment: it did not answer. */
  readonly out: boolean;
  readonly problem: string | undefined;
}

export interface BalancedOptions {
  /** The budget of one request, all its tries together. */
  readonly timeoutMs?: number;
  /** How long a replica that failed is left out before it is asked whether it is there again. */
  readonly restMs?: number;
  /** A request that waits so long has its replica asked for a sign of life; a replica that gives none within this time is left out. */
  readonly signOfLifeMs?: number;
  /** Told for each request that is sent once more. */
  readonly onRepeat?: (because: NoAnswer) => void;
}

/**
 * The way to a service that runs several times: in turns, past those that do not answer. What was not sent goes to the next replica; what
 * was sent and lost its answer goes once more to another one, when a repeat has one effect. A request that is only slow is waited for as
 * long as its replica gives signs of life. Throws `NoAnswer` when nobody answered within the budget.
 */
export const balancedTransport = (urls: readonly string[], options: BalancedOptions = {}): BalancedTransport => {
  const { timeoutMs = 10_000, restMs = 1_000, signOfLifeMs = 1_000, onRepeat } = options;
  const all = urls.map((url) => replicaAt(url, { timeoutMs, restMs, signOfLifeMs }));
  let turn = 0;

  /** The next one in turn that is there, else the one that has been out for longest; never one that was tried, unless it is the only one. */
  const next = (tried: readonly Replica[]): Replica | undefined => {
    if (tried.length >= Math.max(all.length, 2)) return undefined;
    const inTurn = all.map((_, index) => all[(turn + index) % all.length]!).filter((each) => all.length === 1 || !tried.includes(each));
    turn = (turn + 1) % all.length;
    return inTurn.find((each) => each.isThere()) ?? inTurn.toSorted((one, other) => one.failedAt() - other.failedAt())[0];
  };

  return {
    close: async () => void (await Promise.all(all.map((each) => each.close()))),
    replicas: () => all.map((each) => each.state()),
    answers: async () =>
      all.some((each) => each.isKnownToAnswer()) || (await Promise.all(all.map((each) => each.isAlive()))).includes(true),
    execute: async (request) => {
      const budget = new AbortController();
      const timer = setTimeout(() => budget.abort(), timeoutMs);
      const tried: Replica[] = [];
      let lost = 0;
      try {
        for (let failed: NoAnswer | undefined; ;) {
          const replica = next(tried);
          if (!replica || (failed && budget.signal.aborted)) throw failed ?? new TypeError('a service has no address');
          if (failed) onRepeat?.(failed);
          tried.push(replica);
          try {
            return await replica.execute(request, budget.signal);
          } catch (error) {
            if (!(error instanceof NoAnswer)) throw error;
            failed = error;
            if (error.why === 'WRONG' || (error.why === 'LOST' && (++lost > 1 || !isRepeatable(request)))) throw error;
          }
        }
      } finally {
        clearTimeout(timer);
      }
    },
  };
};

interface Replica extends HttpTransport {
  execute(request: SubgraphRequest, budget: AbortSignal): Promise<SubgraphAnswer>;
  state(): ReplicaState;
  isThere(): boolean;
  isKnownToAnswer(): boolean;
  failedAt(): number;
  /** Asks. */
  isAlive(): Promise<boolean>;
}

const replicaAt = (url: string, { timeoutMs, restMs, signOfLifeMs }: Required<Omit<BalancedOptions, 'onRepeat'>>): Replica => {
  const transport = httpTransport(url, { timeoutMs });
  // A connection of its own: those of a replica that hangs are all taken.
  const signs = httpTransport(url, { connections: 1, timeoutMs: signOfLifeMs });
  let failure: { readonly at: number; readonly problem: string } | undefined;
  let askAgainAt = 0;
  let answeredAt = -Infinity;
  let asking: Promise<boolean> | undefined;

  const found = (): void => {
    failure = undefined;
    answeredAt = performance.now();
  };
  const failed = (problem: string): void => {
    failure = { at: performance.now(), problem };
    askAgainAt = performance.now() + restMs;
  };
  const isAlive = (): Promise<boolean> =>
    (asking ??= signs
      // Nobody asks, so it is refused as unauthenticated: an answer.
      .execute({ query: '{ __typename }', headers: {} }, AbortSignal.timeout(signOfLifeMs))
      .then(
        () => (found(), true),
        (error: unknown) => (failed(error instanceof Error ? error.message : String(error)), false),
      )
      .finally(() => (asking = undefined)));
  /** Rejects once the replica has stopped giving signs of life. */
  const watched = (ended: AbortSignal): Promise<never> =>
    new Promise((_, reject) => {
      const ask = (): void => {
        void isAlive().then((alive) => {
          if (ended.aborted) return;
          if (!alive) reject(new NoAnswer(url, 'LOST', 'gives no sign of life'));
          else timer = setTimeout(ask, signOfLifeMs).unref();
        });
      };
      let timer = setTimeout(ask, signOfLifeMs).unref();
      ended.addEventListener('abort', () => clearTimeout(timer));
    });

  return {
    isAlive,
    failedAt: () => failure?.at ?? -Infinity,
    isKnownToAnswer: () => failure === undefined && performance.now() - answeredAt < restMs,
    isThere: () => {
      if (failure && performance.now() >= askAgainAt) void isAlive(); // requests go past it meanwhile
      return failure === undefined;
    },
    state: () => ({ url, out: failure !== undefined, problem: failure?.problem }),
    close: async () => void (await Promise.all([transport.close(), signs.close()])),
    execute: async (request, budget) => {
      const ended = new AbortController();
      try {
        const answer = await Promise.race([transport.execute(request, AbortSignal.any([budget, ended.signal])), watched(ended.signal)]);
        found();
        return answer;
      } catch (error) {
        if (budget.aborted) {
          void isAlive(); // slow or gone: it is asked
          throw new NoAnswer(url, 'LOST', `did not answer within ${timeoutMs} ms`, { cause: error });
        }
        if (!(error instanceof NoAnswer) || error.why !== 'WRONG') failed(error instanceof Error ? error.message : String(error));
        throw error;
      } finally {
        ended.abort();
      }
    },
  };
};
