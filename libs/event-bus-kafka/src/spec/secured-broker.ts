import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openKafka } from '../index.js';

export interface SecuredBroker {
  /** Speaks TLS, and asks for a user by PLAIN or SCRAM. */
  readonly tls: string;
  /** Asks for a user by SCRAM, in clear. */
  readonly scram: string;
  /** Who signed its certificate: itself. */
  readonly ca: string;
}

export const [username, password] = ['laurel', 'a secret of the spec'];

/** A broker of one's own, with a certificate for 127.0.0.1 and one user. Gone with its data when the work is done. */
export const withSecuredBroker = async (work: (broker: SecuredBroker) => Promise<void>): Promise<void> => {
  const jars = join(installedKafka(), '*');
  const folder = mkdtempSync(join(tmpdir(), 'laurel-kafka-'));
  const [plain, controller, tls, scram] = (await Promise.all([1, 2, 3, 4].map(freePort))) as [number, number, number, number];
  const ca = certificate(folder);
  const settings = join(folder, 'server.properties');
  writeFileSync(settings, settingsOf({ folder, plain, controller, tls, scram }));
  const words = ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', jars];
  const users = ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((kind) => ['-S', `${kind}=[name=${username},password=${password}]`]);
  const format = ['format', '--standalone', '-t', 'AAAAAAAAQACAAAAAAAAAAQ', '-c', settings, ...users];
  execFileSync('java', [...words, 'kafka.tools.StorageTool', ...format], { stdio: 'ignore' });
  const server = spawn('java', [...words, 'kafka.Kafka', settings], { cwd: folder, stdio: 'ignore' });
  try {
    await answering(`127.0.0.1:${plain}`);
    await work({ tls: `127.0.0.1:${tls}`, scram: `127.0.0.1:${scram}`, ca });
  } finally {
    server.kill('SIGKILL');
    if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
    rmSync(folder, { recursive: true, force: true });
  }
};

/** As `npm run engines` installs it. */
const installedKafka = (): string => {
  const programs = fileURLToPath(new URL('../../../../.engines/', import.meta.url));
  const found = readdirSync(programs).find((name) => /^kafka-[\d.]+$/.test(name));
  if (!found) throw new Error(`no Kafka is installed in ${programs}: npm run engines -- up --only kafka`);
  return join(programs, found);
};

const certificate = (folder: string): string => {
  const store = ['-alias', 'broker', '-keystore', join(folder, 'broker.p12'), '-storepass', 'changeit'];
  const own = ['-keyalg', 'EC', '-dname', 'CN=spec', '-validity', '2', '-ext', 'SAN=ip:127.0.0.1', '-ext', 'BC=ca:true'];
  execFileSync('keytool', ['-genkeypair', ...store, ...own], { stdio: 'ignore' });
  execFileSync('keytool', ['-exportcert', '-rfc', ...store, '-file', join(folder, 'broker.pem')], { stdio: 'ignore' });
  return readFileSync(join(folder, 'broker.pem'), 'utf8');
};

const settingsOf = (of: { folder: string; plain: number; controller: number; tls: number; scram: number }): string => {
  const listeners = `INNER://127.0.0.1:${of.plain},TLS://127.0.0.1:${of.tls},SCRAM://127.0.0.1:${of.scram}`;
  const scramModule = 'org.apache.kafka.common.security.scram.ScramLoginModule required;';
  return Object.entries({
    'process.roles': 'broker,controller',
    'node.id': 1,
    listeners: `${listeners},CONTROLLER://127.0.0.1:${of.controller}`,
    'advertised.listeners': listeners,
    'listener.security.protocol.map': 'INNER:PLAINTEXT,CONTROLLER:PLAINTEXT,TLS:SASL_SSL,SCRAM:SASL_PLAINTEXT',
    'inter.broker.listener.name': 'INNER',
    'controller.listener.names': 'CONTROLLER',
    'controller.quorum.bootstrap.servers': `127.0.0.1:${of.controller}`,
    'log.dirs': join(of.folder, 'data'),
    'auto.create.topics.enable': false,
    'offsets.topic.num.partitions': 1,
    'offsets.topic.replication.factor': 1,
    'group.initial.rebalance.delay.ms': 0,
    'log.cleaner.dedupe.buffer.size': 8_388_608,
    'sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
    'ssl.keystore.location': join(of.folder, 'broker.p12'),
    'ssl.keystore.password': 'changeit',
    'ssl.keystore.type': 'PKCS12',
    'listener.name.tls.plain.sasl.jaas.config': `org.apache.kafka.common.security.plain.PlainLoginModule required user_${username}="${password}";`,
    'listener.name.tls.scram-sha-256.sasl.jaas.config': scramModule,
    'listener.name.tls.scram-sha-512.sasl.jaas.config': scramModule,
    'listener.name.scram.plain.sasl.jaas.config': `org.apache.kafka.common.security.plain.PlainLoginModule required user_${username}="${password}";`,
    'listener.name.scram.scram-sha-256.sasl.jaas.config': scramModule,
    'listener.name.scram.scram-sha-512.sasl.jaas.config': scramModule,
  })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number }; // it listens on a port
  server.close();
  await once(server, 'close');
  return port;
};

const answering = async (broker: string): Promise<void> => {
  const kafka = openKafka({ brokers: [broker], clientId: 'spec' });
  for (let tries = 0; ; tries++) {
    try {
      await kafka.check();
      return await kafka.close();
    } catch (error) {
      if (tries === 10) throw error;
      await sleep(500);
    }
  }
};
