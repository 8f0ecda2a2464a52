import { type sendUnaryData, Server, ServerCredentials, type ServerUnaryCall, type UntypedServiceImplementation } from '@grpc/grpc-js';
import gossipGrpc from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/gossip_grpc_pb.js';
import gossip from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/gossip_pb.js';
import featuresGrpc from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/serverfeatures_grpc_pb.js';
import features from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/serverfeatures_pb.js';
import type { Empty } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb.js';
import streamsGrpc from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_grpc_pb.js';
import sessionGrpc from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/streams_grpc_pb.js';
import { appendSession } from './append-session.js';
import { openFront } from './front.js';
import { openLog } from './log.js';
import { uuidMessage } from './messages.js';
import { reads } from './read.js';
import { streamsOf } from './streams.js';
import { allIsWell, type Switches } from './switches.js';
import { tally } from './tally.js';
import { append, appends, batchAppend, deletions } from './write.js';

export interface ServerOptions {
  /** 0 for any. */
  readonly port: number;
  /** As it is announced; from 25.1 on with appends to several streams. */
  readonly version: string;
  /** Where the log is kept; in memory only when absent. */
  readonly file?: string;
  /** Whether appends over one long stream are announced. */
  readonly batches: boolean;
  /** Of the node that leads, when it is another one. */
  readonly leader?: number;
}

/**
 * KurrentDB's protocol as far as an event store needs it, on the client's own generated messages. A real server's semantics, its weaker
 * ones included; `$maxAge`, `$maxCount`, ACLs, projections but the one by category, and persistent subscriptions are not here.
 */
export const startServer = async ({ port, version, file, batches, leader }: ServerOptions) => {
  const log = openLog(file);
  const streams = streamsOf(log);
  if (log.records.length === 0 && leader === undefined) {
    streams.system('$settings', '$settings', {});
    streams.system('$users', '$UserCreated', { loginName: 'admin' });
  }
  let switches: Switches = { ...allIsWell(), leaderPort: leader };
  const now = () => switches;
  const told = tally();
  const parts = { log, streams, switches: now, tally: told, cut: () => front.cut() };
  const decide = appends(parts);
  const several = Number(version.split('.').slice(0, 2).join('.')) >= 25.1;

  const services: (readonly [Parameters<Server['addService']>[0], UntypedServiceImplementation])[] = [
    [
      streamsGrpc.StreamsService,
      { read: reads(parts), append: append(decide, now), batchAppend: batchAppend(decide, now), ...deletions(streams) },
    ],
    ...(several
      ? [[sessionGrpc.StreamsServiceService, { appendSession: appendSession(decide, now), appendRecords: unimplemented }] as const]
      : []),
    [
      gossipGrpc.GossipService,
      { read: (_: ServerUnaryCall<Empty, unknown>, answer: sendUnaryData<unknown>) => answer(null, membersMessage(front.port, switches)) },
    ],
    [
      featuresGrpc.ServerFeaturesService,
      { getSupportedMethods: (_: ServerUnaryCall<Empty, unknown>, answer: sendUnaryData<unknown>) => answer(null, featuresMessage()) },
    ],
  ];
  const featuresMessage = () => {
    const message = new features.SupportedMethods();
    message.setEventStoreServerVersion(version);
    for (const [definition] of services) {
      for (const { path } of Object.values(definition)) {
        const [, service, method] = path.toLowerCase().split('/');
        if ((method === 'batchappend' && !batches) || method === 'appendrecords') continue;
        const one = new features.SupportedMethod();
        one.setServiceName(service!);
        one.setMethodName(method!);
        if (method === 'batchappend') one.addFeatures('deadline_duration');
        if (method === 'read' && service!.includes('streams')) one.setFeaturesList(['position', 'events']);
        message.addMethods(one);
      }
    }
    return message;
  };

  const server = new Server({ 'grpc.max_receive_message_length': 17 * 1024 * 1024 });
  for (const [definition, implementation] of services) server.addService(definition, implementation);
  const behind = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) => (error ? reject(error) : resolve(bound)));
  });
  const front = await openFront(port, behind);
  return {
    port: front.port,
    set: (changes: Partial<Switches>): void => {
      switches = { ...switches, ...changes };
      log.readOn(); // who leads from now on has the whole log
    },
    heal: (): void => {
      switches = allIsWell();
      log.readOn();
    },
    told: told.take,
    cut: front.cut,
    connections: front.connections,
    /** Somebody else's record, in any stream, of any kind. */
    write: (stream: string, type: string, data: unknown): void => void streams.system(stream, type, data),
  };
};

const unimplemented = (_: unknown, answer: sendUnaryData<unknown>): void =>
  answer(Object.assign(new Error('not here'), { code: 12, details: 'not here' }));

const membersMessage = (port: number, { leaderPort }: Switches) => {
  const cluster = new gossip.ClusterInfo();
  const state = gossip.MemberInfo.VNodeState;
  for (const [at, isLeader] of leaderPort === undefined
    ? ([[port, true]] as const)
    : ([
        [port, false],
        [leaderPort, true],
      ] as const)) {
    const member = new gossip.MemberInfo();
    const endPoint = new gossip.EndPoint();
    endPoint.setAddress('127.0.0.1');
    endPoint.setPort(at);
    member.setHttpEndPoint(endPoint);
    member.setIsAlive(true);
    member.setInstanceId(uuidMessage(`00000000-0000-4000-8000-${String(at).padStart(12, '0')}`, false));
    member.setState(isLeader ? state.LEADER : state.FOLLOWER);
    cluster.addMembers(member);
  }
  return cluster;
};
