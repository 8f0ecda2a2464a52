import { describe, expect, it } from '@jest/globals';
import { PostgresStoreUnusable } from '@laurel/event-store-postgres';
import { engineAddress } from '@laurel/testing';
import pino from 'pino';
import { serviceConfiguration } from '../configuration/service.config.js';
import { specIssuer } from '../spec/issuer.js';
import { prepareStore, whenPrepared } from './prepare.js';

const name = `prepared_${process.pid}_${Date.now().toString(36)}`;
const { jwks } = await specIssuer();

describe('preparing the event store', () => {
  it('lets the role that runs the service in', async () => {
    const config = serviceConfiguration('plans').read({
      LAUREL_EVENT_STORE: engineAddress('postgres'),
      LAUREL_EVENT_STORE_NAME: name,
      LAUREL_EVENT_STORE_ROLE: 'pg_monitor',
      LAUREL_READ_MODELS: 'mongodb://db/?replicaSet=rs0',
      LAUREL_BUS: 'none',
      LAUREL_PLATFORM: 'mongodb://db/?replicaSet=rs0',
      LAUREL_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
      LAUREL_JWT_ISSUER: 'laurel:local',
      LAUREL_JWT_JWKS: jwks,
    });
    const lines: string[] = [];
    await prepareStore('plans', config, { logger: pino({ level: 'silent' }), tell: (line) => lines.push(line) });
    expect(lines.slice(1)).toEqual([
      `event store: schema ${name}: role pg_monitor may read and append`,
      `event store: schema ${name} is now at version 1`,
    ]);
  });

  it('is what a start without rights asks for, with the variable that names the role', async () => {
    const refused = new PostgresStoreUnusable('permission denied for schema plans', {}, 'STORE_RIGHTS_MISSING');
    await expect(whenPrepared(() => Promise.reject(refused))).rejects.toThrow(
      /^run `node .+ --prepare` first: LAUREL_EVENT_STORE_ROLE names its user to whoever prepares; permission denied for schema plans$/,
    );
  });
});
