import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { httpTransport } from './http-transport.js';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve).closeAllConnections());
});

const answering = async (status: number, body: string, seen: unknown[] = [], delayMs = 0): Promise<string> => {
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += String(chunk)));
    request.on('end', () => {
      seen.push({ path: request.url, authorization: request.headers.authorization, body: JSON.parse(text) as unknown });
      setTimeout(() => response.writeHead(status, { 'content-type': 'application/json' }).end(body), delayMs).unref();
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
};
const ask = { query: '{ x }', variables: { a: 1 }, operationName: 'X', headers: { authorization: 'Bearer t' } };

describe('the way to a subgraph over HTTP', () => {
  it('hands over the operation and who asks, and gives the answer with its extensions', async () => {
    const seen: unknown[] = [];
    const transport = httpTransport(await answering(200, '{"data":{"x":1},"extensions":{"late":["plans:1"]}}', seen));
    expect(await transport.execute(ask)).toEqual({ data: { x: 1 }, extensions: { late: ['plans:1'] } });
    expect(seen).toEqual([
      { path: '/graphql', authorization: 'Bearer t', body: { query: '{ x }', variables: { a: 1 }, operationName: 'X' } },
    ]);
    await transport.close();
  });

  it('makes new connections after a while, while requests go on: the name may stand for another machine by now', async () => {
    const url = await answering(200, '{"data":{"x":1}}', [], 50);
    let connections = 0;
    servers.at(-1)!.on('connection', () => connections++);
    const transport = httpTransport(url, { connections: 1, lookUpAgainMs: 120 });
    for (let time = 0; time < 6; time++) await transport.execute(ask);
    expect(connections).toBeGreaterThan(1);
    expect(connections).toBeLessThan(6);
    await transport.close();
  });

  it.each([
    ['an error of the server', () => answering(500, '{"data":null}')],
    ['no GraphQL at all', () => answering(200, '"hello"')],
    ['nobody listening', async () => 'http://127.0.0.1:9/graphql'],
    ['an answer that takes too long', () => answering(200, '{"data":{}}', [], 1500)],
  ])('throws for %s', async (_, url) => {
    const transport = httpTransport(await url(), { timeoutMs: 300 });
    await expect(transport.execute(ask)).rejects.toThrow();
    await transport.close();
  });
});
