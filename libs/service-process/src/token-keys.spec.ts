import { describe, expect, it } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EngineUnavailable } from '@laurel/event-sourcing';
import { tokenVerifier } from '@laurel/subgraph';
import { specIssuer } from './spec/issuer.js';
import { tokenKeys } from './token-keys.js';

describe('the keys of the tokens', () => {
  it('are asked for again when the issuer was away at the start; meanwhile it is told', async () => {
    const { jwks, tokenFor } = await specIssuer();
    let away = true;
    const server = createServer((_, response) => {
      response.setHeader('connection', 'close');
      if (away) response.writeHead(503).end();
      else response.setHeader('content-type', 'application/json').end(jwks);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo; // it listens on TCP
    const issuer = await tokenKeys({ kind: 'url', url: new URL(`http://127.0.0.1:${port}/certs`) });
    const verify = tokenVerifier({ issuer: 'laurel:local', audience: 'laurel', keys: issuer.keys });
    const token = await tokenFor('per_1', 'OFFICER');
    await expect(verify(token)).rejects.toThrow(EngineUnavailable);
    expect([await verify('no token'), issuer.known(), issuer.problem()]).toEqual([
      undefined,
      false,
      expect.stringMatching(/^the keys of the tokens cannot be fetched from http:\/\/127\.0\.0\.1:\d+\/certs: Expected 200 OK/),
    ]);
    away = false;
    expect([await verify(token), issuer.known(), issuer.problem()]).toEqual([
      { person: 'per_1', tenant: 'ba-dinh', roles: [{ role: 'OFFICER', units: [] }] },
      true,
      undefined,
    ]);
    // A token of somebody else is no problem of the issuer.
    const forged = await (await specIssuer()).tokenFor('per_1', 'OFFICER');
    expect([await verify(forged), issuer.problem()]).toEqual([undefined, undefined]);
    await new Promise((resolve) => server.close(resolve));
  });
});
