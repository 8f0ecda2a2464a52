import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { tryPort } from './try-port.js';

const host = '127.0.0.1';

describe('a port that is tried', () => {
  it('is told when it is taken, and is free afterwards when it was free', async () => {
    const other = createServer().listen({ host, port: 0 });
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo; // of a TCP server that listens
    await expect(tryPort({ host, port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    other.close();
    await once(other, 'close');
    for (let time = 0; time < 2; time++) await tryPort({ host, port });
  });
});
