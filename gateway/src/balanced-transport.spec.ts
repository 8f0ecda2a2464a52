import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type BalancedOptions, type BalancedTransport, balancedTransport } from './balanced-transport.js';
import type { NoAnswer } from './http-transport.js';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

interface Replica {
  readonly url: string;
  /** Operations that it has read. */
  readonly seen: string[];
  /** How it answers an operation; a sign of life it gives anyhow. */
  answer: (response: ServerResponse, request: IncomingMessage) => void;
  /** As a killed process: every connection breaks, nobody listens. */
  kill(): Promise<void>;
}

const probe = '{ __typename }';

const listening = async (server: Server | TcpServer, port = 0): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port; // it listens on TCP
};

const replica = async (name: string, port = 0): Promise<Replica> => {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += String(chunk)));
    request.on('end', () => {
      const { query } = JSON.parse(text) as { query: string };
      if (query === probe) return response.end('{"errors":[]}');
      seen.push(query);
      return self.answer(response, request);
    });
  });
  const kill = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  };
  const taken = await listening(server, port);
  closing.push(kill);
  const self: Replica = {
    url: `http://127.0.0.1:${taken}/graphql`,
    seen,
    kill,
    answer: (response) => void response.end(JSON.stringify({ data: { from: name } })),
  };
  return self;
};

/** Takes connections and never says anything, as a process that was stopped. */
const frozen = async (): Promise<string> => {
  const sockets = new Set<{ destroy(): void }>();
  const server = createTcpServer((socket) => {
    sockets.add(socket.on('error', () => undefined).resume());
  });
  const port = await listening(server);
  closing.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${port}/graphql`;
};

const between = (urls: readonly string[], options: BalancedOptions = {}): BalancedTransport => {
  const transport = balancedTransport(urls, { timeoutMs: 2_000, restMs: 100, signOfLifeMs: 150, ...options });
  closing.push(() => transport.close());
  return transport;
};

const question = { query: '{ x }', headers: {} };
const order = { query: 'mutation ($input: In!) { file(input: $input) { id } }', variables: { input: { id: '1' } }, headers: {} };
const orderWithKey = { ...order, variables: { input: { id: '1', idempotencyKey: 'k' } } };
const breaks = (_: ServerResponse, request: IncomingMessage): void => void request.socket.destroy();

const fromOf = async (transport: BalancedTransport, asked: Parameters<BalancedTransport['execute']>[0] = question): Promise<unknown> =>
  (await transport.execute(asked)).data?.from;
const times = async (count: number, transport: BalancedTransport): Promise<unknown[]> => {
  const answers = [];
  for (let time = 0; time < count; time++) answers.push(await fromOf(transport));
  return answers;
};

describe('the way to a service with several replicas', () => {
  it('asks them in turns', async () => {
    const [one, two] = [await replica('one'), await replica('two')];
    expect(await times(4, between([one.url, two.url]))).toEqual(['one', 'two', 'one', 'two']);
  });

  it('goes past one that nobody listens at, also with an order without a key: it was not sent', async () => {
    const [gone, two] = [await replica('one'), await replica('two')];
    const transport = between([gone.url, two.url]);
    await gone.kill();
    expect([await fromOf(transport, order), ...(await times(3, transport))]).toEqual(['two', 'two', 'two', 'two']);
    expect(transport.replicas()).toEqual([
      { url: gone.url, out: true, problem: `${gone.url} cannot be reached (ECONNREFUSED)` },
      { url: two.url, out: false, problem: undefined },
    ]);
  });

  it('takes one back that is there again, and puts no request at risk to find out', async () => {
    const [gone, two] = [await replica('one'), await replica('two')];
    const repeated: NoAnswer[] = [];
    const transport = between([gone.url, two.url], { onRepeat: (because) => repeated.push(because) });
    await gone.kill();
    await times(2, transport);
    expect(repeated.map(({ why }) => why)).toEqual(['UNREACHED']);
    await replica('one again', Number(new URL(gone.url).port));
    const answers = new Set<unknown>();
    for (const giveUp = Date.now() + 2_000; answers.size < 2 && Date.now() < giveUp;) answers.add(await fromOf(transport));
    expect([...answers].toSorted()).toEqual(['one again', 'two']);
    expect(repeated).toHaveLength(1);
  });

  it('asks once more elsewhere when the answer broke off in the middle', async () => {
    const [one, two] = [await replica('one'), await replica('two')];
    one.answer = (response, request) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' }).write('{"data":');
      setTimeout(() => request.socket.destroy(), 20);
    };
    expect(await fromOf(between([one.url, two.url]))).toBe('two');
  });

  it('gives an order once more elsewhere when its repeat has one effect, and no other', async () => {
    const [one, two] = [await replica('one'), await replica('two')];
    one.answer = breaks;
    expect(await fromOf(between([one.url, two.url]), orderWithKey)).toBe('two');
    expect([one.seen.length, two.seen.length]).toEqual([1, 1]);
    await expect(between([one.url, two.url]).execute(order)).rejects.toMatchObject({ name: 'NoAnswer', why: 'LOST' });
    expect([one.seen.length, two.seen.length]).toEqual([2, 1]);
  });

  it('asks twice and not a third time: a question that breaks whoever answers it would break them all', async () => {
    const all = [await replica('one'), await replica('two'), await replica('three')];
    for (const each of all) each.answer = breaks;
    await expect(between(all.map(({ url }) => url)).execute(question)).rejects.toMatchObject({ why: 'LOST' });
    expect(all.map(({ seen }) => seen.length)).toEqual([1, 1, 0]);
  });

  it('leaves one that hangs, and asks another one within the budget', async () => {
    const two = await replica('two');
    const transport = between([await frozen(), two.url]);
    const begun = performance.now();
    expect(await fromOf(transport)).toBe('two');
    expect(performance.now() - begun).toBeLessThan(1_000);
    const again = performance.now();
    expect(await times(5, transport)).toEqual(['two', 'two', 'two', 'two', 'two']);
    expect(performance.now() - again).toBeLessThan(290); // two looks at the one that hangs would take 300
  });

  it('waits for one that is slow and alive, and asks nobody else meanwhile', async () => {
    const [one, two] = [await replica('one'), await replica('two')];
    one.answer = (response) => void setTimeout(() => response.end('{"data":{"from":"one, late"}}'), 900);
    expect(await fromOf(between([one.url, two.url]), order)).toBe('one, late');
    expect([one.seen.length, two.seen.length]).toEqual([1, 0]);
  });

  it('gives up when the budget is spent', async () => {
    const one = await replica('one');
    one.answer = () => undefined;
    const transport = between([one.url, await frozen()], { timeoutMs: 500 });
    const begun = performance.now();
    await expect(transport.execute(question)).rejects.toThrow(`${one.url} did not answer within 500 ms`);
    expect(performance.now() - begun).toBeLessThan(800);
  });

  it('sends what a replica does not take to nobody else', async () => {
    const [one, two] = [await replica('one'), await replica('two')];
    one.answer = (response) => void response.writeHead(413).end('{}');
    await expect(between([one.url, two.url]).execute(question)).rejects.toMatchObject({ why: 'WRONG' });
    expect(two.seen).toEqual([]);
  });

  it('asks the only address there is once more: behind its name there may be another one by now', async () => {
    const one = await replica('one');
    let time = 0;
    one.answer = (response, request) => (time++ === 0 ? breaks(response, request) : void response.end('{"data":{"from":"one"}}'));
    expect(await fromOf(between([one.url]))).toBe('one');
  });

  it('knows whether anybody answers', async () => {
    const [one, hanging] = [await replica('one'), await frozen()];
    const transport = between([one.url, hanging]);
    expect(await transport.answers()).toBe(true);
    await one.kill();
    await new Promise((resolve) => setTimeout(resolve, 150)); // what was known is too old
    expect(await transport.answers()).toBe(false);
    expect(transport.replicas()).toEqual([
      { url: one.url, out: true, problem: `${one.url} cannot be reached (ECONNREFUSED)` },
      { url: hanging, out: true, problem: expect.stringContaining('gave no whole answer') },
    ]);
  });
});
