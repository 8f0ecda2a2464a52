import type { SubgraphAnswer } from '@laurel/subgraph/door';
import { Pool } from 'undici';
import type { SubgraphTransport } from './transport.js';

export interface HttpTransport extends SubgraphTransport {
  close(): Promise<void>;
}

/** A subgraph in another process. Throws on anything but a GraphQL answer within the time. */
export const httpTransport = (url: string, { connections = 32, timeoutMs = 10_000 } = {}): HttpTransport => {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections, headersTimeout: timeoutMs, bodyTimeout: timeoutMs });
  return {
    close: () => pool.close(),
    execute: async ({ headers, ...operation }) => {
      const { statusCode, body } = await pool.request({
        path: pathname,
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify(operation),
      });
      const answer: unknown = statusCode === 200 ? await body.json() : void (await body.dump());
      if (typeof answer !== 'object' || answer === null) throw new Error(`${url} answered ${statusCode}`);
      return answer as SubgraphAnswer; // what a GraphQL server says with 200
    },
  };
};
