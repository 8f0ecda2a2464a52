import type { SubgraphAnswer, SubgraphRequest } from '@laurel/subgraph/door';
import { Pool } from 'undici';
import type { SubgraphTransport } from './transport.js';

export interface HttpTransport extends SubgraphTransport {
  /** Gives up once `signal` says so. Throws `NoAnswer`. */
  execute(request: SubgraphRequest, signal?: AbortSignal): Promise<SubgraphAnswer>;
  close(): Promise<void>;
}

/**
 * UNREACHED: it was never sent. LOST: it may have been read and done, its answer did not come whole or in time. WRONG: what answered does
 * not take it; nobody else of its kind would.
 */
export type WhyNoAnswer = 'UNREACHED' | 'LOST' | 'WRONG';

/** A subgraph gave no answer to a request. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  constructor(
    readonly url: string,
    readonly why: WhyNoAnswer,
    problem: string,
    options?: ErrorOptions,
  ) {
    super(`${url} ${problem}`, options);
  }
}

export interface HttpTransportOptions {
  readonly connections?: number;
  /** Of one request from its sending to the end of its answer. */
  readonly timeoutMs?: number;
  /** How old a connection may be; a minute when absent. */
  readonly lookUpAgainMs?: number;
}

/**
 * A subgraph at one address. Throws `NoAnswer` on anything but a GraphQL answer within the time. The address's name is looked up for every
 * connection, and no connection takes requests for longer than a minute: behind a name whose machines change, the new ones are found.
 */
export const httpTransport = (
  url: string,
  { connections = 32, timeoutMs = 10_000, lookUpAgainMs = 60_000 }: HttpTransportOptions = {},
): HttpTransport => {
  const { origin, pathname } = new URL(url);
  const newPool = () => {
    const timeouts = { connectTimeout: Math.min(timeoutMs, 2_000), headersTimeout: timeoutMs, bodyTimeout: timeoutMs };
    return { pool: new Pool(origin, { connections, ...timeouts }), since: performance.now() };
  };
  let current = newPool();
  const closing = new Set<Promise<void>>();
  // Not `clientTtl` of undici 7.30: once all its connections are too old, a pool waits for ever.
  const poolOfNow = (): Pool => {
    if (performance.now() - current.since > lookUpAgainMs) {
      const closed: Promise<void> = current.pool.close().finally(() => closing.delete(closed));
      closing.add(closed);
      current = newPool();
    }
    return current.pool;
  };
  const ask = async ({ headers, ...operation }: SubgraphRequest, signal: AbortSignal | undefined): Promise<SubgraphAnswer> => {
    const { statusCode, body } = await poolOfNow().request({
      path: pathname,
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(operation),
      ...(signal && { signal }),
    });
    const answer: unknown = statusCode === 200 ? await body.json() : void (await body.dump());
    if (typeof answer === 'object' && answer !== null) return answer as SubgraphAnswer; // what a GraphQL server says with 200
    throw new NoAnswer(url, statusCode < 500 ? 'WRONG' : 'LOST', `answered ${statusCode}`);
  };
  return {
    close: async () => void (await Promise.all([current.pool.close(), ...closing])),
    execute: async (request, signal) => {
      try {
        return await ask(request, signal);
      } catch (cause) {
        if (cause instanceof NoAnswer) throw cause;
        throw unreached.has(codeOf(cause))
          ? new NoAnswer(url, 'UNREACHED', `cannot be reached (${codeOf(cause)})`, { cause })
          : new NoAnswer(url, 'LOST', `gave no whole answer (${cause instanceof Error ? cause.message : String(cause)})`, { cause });
      }
    },
  };
};

/** What is said before a single byte was sent. */
const unreached = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';
