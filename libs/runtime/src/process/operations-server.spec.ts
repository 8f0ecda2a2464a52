import { afterEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { orders } from './operation.js';
import { operationsServer, type OperationsServer } from './operations-server.js';

const secret = 'a secret of sixteen';
let server: OperationsServer | undefined;
afterEach(() => server?.close());

describe('the operations port', () => {
  it('asks for the secret before it reads a body', async () => {
    const taken: unknown[] = [];
    server = await operationsServer(
      {
        state: () => 'RUNNING',
        health: async () => ({ ready: true, problems: [] }),
        metrics: () => undefined,
        operations: () => ({ 'POST take': orders(z.object({ text: z.string() }), async (body) => void taken.push(body)) }),
      },
      { host: '127.0.0.1', port: 0, secret },
    );
    const { url } = server;
    const post = async (token: string, body: string, type = 'application/json') => {
      const answer = await fetch(`${url}/operations/take`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': type, connection: 'close' },
        body,
      });
      return answer.status;
    };
    const whole = JSON.stringify({ text: 'x' });
    const tooLarge = JSON.stringify({ text: 'x'.repeat(1024 * 1024) });
    const asked = async (token: string) => [
      await post(token, whole),
      await post(token, '{'),
      await post(token, tooLarge),
      await post(token, whole, 'text/csv'),
    ];
    expect([await asked('another of sixteen'), await asked(secret)]).toEqual([
      [401, 401, 401, 401],
      [200, 400, 413, 415],
    ]);
    expect(taken).toEqual([{ text: 'x' }]);
  });
});
