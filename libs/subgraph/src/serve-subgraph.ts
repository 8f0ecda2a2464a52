import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import type { Headers } from './door.js';
import type { Subgraph } from './subgraph.js';

export interface ServedSubgraph {
  /** Where the gateway's HTTP transport finds it. */
  readonly url: string;
  /** Lets the requests under way end, then stops listening. */
  close(): Promise<void>;
}

const largest = 10 * 1024 * 1024;
const operation = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

/** The same door over HTTP, for a service in a process of its own: POST /graphql. The gateway stands before it, so it needs no more than that. */
export const serveSubgraph = async (
  { execute }: Subgraph,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<ServedSubgraph> => {
  let closing = false;
  const server = createServer((request, response) => {
    const answer = (status: number, body: unknown): void => {
      // A connection that is kept would be asked again while this process goes away.
      const headers = { 'content-type': 'application/json', ...(closing && { connection: 'close' }) };
      response.writeHead(status, headers).end(JSON.stringify(body));
    };
    if (request.method !== 'POST' || request.url !== '/graphql') return answer(404, { errors: [{ message: 'POST /graphql' }] });
    bodyOf(request).then(
      async (text) => {
        const parsed = text === undefined ? undefined : operation.safeParse(jsonOf(text));
        if (!parsed?.success)
          return answer(text === undefined ? 413 : 400, { errors: [{ message: 'a GraphQL operation as JSON is needed' }] });
        const { query, variables, operationName } = parsed.data;
        answer(
          200,
          await execute({
            query,
            headers: headersOf(request),
            ...(variables && { variables }),
            ...(operationName != null && { operationName }),
          }),
        );
      },
      () => response.destroy(), // whoever asked has gone
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { port: taken } = server.address() as AddressInfo; // it listens on TCP
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}/graphql`,
    close: () =>
      new Promise((resolve) => {
        closing = true;
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
};

const bodyOf = async (request: IncomingMessage): Promise<string | undefined> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largest) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // told as what it is: no operation
  }
};

const headersOf = ({ headers }: IncomingMessage): Headers =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value]));
