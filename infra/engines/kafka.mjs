import { createHash } from 'node:crypto';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { quietly } from '../lib/progress.mjs';
import { installed, needed, programOf } from './machine.mjs';
import { portsOf } from './instance.mjs';
import { versions } from './versions.mjs';

const { version, artifacts, plugin, java: oldestJava } = versions.kafka;
const addressOf = (port) => `127.0.0.1:${port}`;

/** Apache Kafka, every node broker and controller. */
export const kafka = {
  version: () => version,
  members: (instance) =>
    portsOf(instance.basePort)
      .kafka.slice(0, instance.brokers)
      .map(({ client, controller, behindProxy, proxied }, index) => ({
        name: `kafka:${index + 1}`,
        id: index + 1,
        folder: `kafka-${index + 1}`,
        ports: [client, controller, behindProxy],
        address: addressOf(client),
        proxied: addressOf(proxied),
      })),

  install: async (folder) => {
    const java = await needed(`Java ${oldestJava} or newer`, ['default-jre-headless'], findJava);
    const jars = join(folder, `kafka-${version}`);
    if (!existsSync(jars)) {
      const maven = await needed('Maven', ['maven'], () => programOf('mvn'));
      await installed(jars, `Kafka ${version}`, versions.kafka.from, 150, (beside) => download(maven, beside));
    }
    return { java, jars };
  },

  /** Writes the settings each time, formats the data folder once. */
  prepare: async ({ java, jars }, member, instance) => {
    writeFileSync(settingsOf(member), settings(member, instance));
    writeFileSync(logSettingsOf(member), logSettings);
    if (existsSync(join(member.dir, 'data', 'meta.properties'))) return;
    rmSync(join(member.dir, 'data'), { recursive: true, force: true });
    await quietly(java, [
      ...javaWords(jars, member),
      'kafka.tools.StorageTool',
      'format',
      '-t',
      clusterIdOf(instance),
      '-c',
      settingsOf(member),
    ]);
  },

  command: ({ java, jars }, member) => ({
    command: java,
    args: ['-Xms64m', '-Xmx384m', ...javaWords(jars, member), 'kafka.Kafka', settingsOf(member)],
    cwd: member.dir,
  }),

  /** Asked over the protocol, at this very broker: it stands among the cluster's and a controller is known. */
  answers: async (member) => {
    const { Kafka, logLevel } = (await import('kafkajs')).default;
    const admin = new Kafka({
      brokers: [member.address],
      clientId: 'laurel-engines',
      logLevel: logLevel.NOTHING,
      connectionTimeout: 5000,
      requestTimeout: 5000,
      retry: { retries: 0 },
    }).admin();
    try {
      await admin.connect();
      const { brokers, controller } = await admin.describeCluster();
      if (controller === null || !brokers.some(({ nodeId }) => nodeId === member.id)) throw new Error('the cluster does not have it yet');
    } finally {
      await admin.disconnect();
    }
  },

  stop: { signal: 'SIGTERM', bound: 10_000 },
};

const findJava = async () => {
  const homes = process.env.JAVA_HOME === undefined ? [] : [join(process.env.JAVA_HOME, 'bin')];
  const java = programOf('java', homes);
  if (java === undefined) return undefined;
  // It tells its version on stderr: "17.0.15", or "1.8.0_392" for an old one.
  const said = await quietly(java, ['-XshowSettings:properties', '-version']).catch(() => '');
  return Number(/java\.specification\.version = (?:1\.)?(\d+)/.exec(said)?.[1]) >= oldestJava ? java : undefined;
};

/** Maven finds what they need in turn, and obeys the machine's own settings about where to look. */
const download = async (maven, folder) => {
  const dependencies = artifacts.map((artifact) => {
    const [group, name, wanted] = artifact.split(':');
    return `<dependency><groupId>${group}</groupId><artifactId>${name}</artifactId><version>${wanted}</version></dependency>`;
  });
  const pom = join(folder, 'pom.xml');
  writeFileSync(
    pom,
    `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>laurel</groupId><artifactId>engines</artifactId><version>1</version><packaging>pom</packaging>
<dependencies>${dependencies.join('\n')}</dependencies></project>\n`,
  );
  // The plugin in full: of a registry that does not answer, Maven says that it knows no plugin of the short name.
  const words = ['-q', '-B', '-f', pom, `${plugin}:copy-dependencies`, '-DincludeScope=runtime', `-DoutputDirectory=${folder}`];
  await quietly(maven, words, { cwd: folder });
  if (!readdirSync(folder).some((file) => file.endsWith(`${version}.jar`))) throw new Error('Maven brought no jars');
};

const javaWords = (jars, member) => [
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  `-Dlog4j2.configurationFile=${logSettingsOf(member)}`,
  '-cp',
  join(jars, '*'),
];

const settingsOf = (member) => join(member.dir, 'server.properties');
const logSettingsOf = (member) => join(member.dir, 'log4j2.properties');

/** One that is told from the name, so that all brokers of an instance say the same; a word of the command line may not begin with -. */
const clusterIdOf = ({ name }) =>
  createHash('sha256').update(`laurel ${name}`).digest().subarray(0, 16).toString('base64url').replace(/^-/, 'A');

const settings = (member, { basePort, brokers }) => {
  const all = portsOf(basePort).kafka.slice(0, brokers);
  const { client, controller, behindProxy, proxied } = all[member.id - 1];
  const copies = brokers;
  const inSync = Math.ceil(brokers / 2);
  return Object.entries({
    'process.roles': 'broker,controller',
    'node.id': member.id,
    listeners: `PLAINTEXT://127.0.0.1:${client},PROXIED://127.0.0.1:${behindProxy},CONTROLLER://127.0.0.1:${controller}`,
    // Who comes by the proxy is told the proxy's addresses, so that no connection goes past it.
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${client},PROXIED://127.0.0.1:${proxied}`,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,PROXIED:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'inter.broker.listener.name': 'PLAINTEXT',
    'controller.listener.names': 'CONTROLLER',
    'controller.quorum.voters': all.map((each, index) => `${index + 1}@127.0.0.1:${each.controller}`).join(','),
    'log.dirs': join(member.dir, 'data'),
    'auto.create.topics.enable': false,
    'default.replication.factor': copies,
    'min.insync.replicas': inSync,
    'offsets.topic.replication.factor': copies,
    // 50 of them slow the first join of a group.
    'offsets.topic.num.partitions': 3,
    'transaction.state.log.replication.factor': copies,
    'transaction.state.log.min.isr': inSync,
    'transaction.state.log.num.partitions': 3,
    'share.coordinator.state.topic.replication.factor': copies,
    'share.coordinator.state.topic.min.isr': inSync,
    'group.initial.rebalance.delay.ms': 0,
    'log.cleaner.dedupe.buffer.size': 8_388_608,
    // A dead broker is noticed within three seconds.
    'broker.session.timeout.ms': 3000,
    'broker.heartbeat.interval.ms': 500,
    'controller.quorum.election.timeout.ms': 1000,
    'controller.quorum.fetch.timeout.ms': 2000,
  })
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
};

const logSettings = `status=error
appender.out.type=Console
appender.out.name=out
appender.out.layout.type=PatternLayout
appender.out.layout.pattern=%d %p %c{1}: %m%n
rootLogger.level=warn
rootLogger.appenderRef.out.ref=out
`;
