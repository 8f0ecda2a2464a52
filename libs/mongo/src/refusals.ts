import mongoose from 'mongoose';

/** The address or the credentials are wrong: nothing gets better by waiting. */
export class MongoUnusable extends Error {
  override readonly name = 'MongoUnusable';
  readonly code = 'MONGO_UNUSABLE';
  constructor(address: string | undefined, reason: string, options?: ErrorOptions) {
    super(`MongoDB${address === undefined ? '' : ` at ${address}`} cannot be used: ${reason}`, options);
  }
}

/** A server of its own has no transactions: documents and cursors would part at the first crash. */
export class NotAReplicaSet extends Error {
  override readonly name = 'NotAReplicaSet';
  readonly code = 'NOT_A_REPLICA_SET';
  constructor(address: string, { begun }: { readonly begun: boolean }) {
    const [host] = address.split(',');
    const command = `mongosh "mongodb://${host}/?directConnection=true" --eval 'rs.initiate({ _id: "rs0", members: [{ _id: 0, host: "${host}" }] })'`;
    super(
      begun
        ? `MongoDB at ${address} waits for its replica set to be made: ${command} (_id is the name after its --replSet)`
        : `MongoDB at ${address} is no replica set, so it has no transactions: start mongod with --replSet rs0, then once ${command}`,
    );
  }
}

export interface Hello {
  readonly setName?: string;
  readonly hosts?: readonly string[];
  /** Started for a replica set that nobody has made yet. */
  readonly isreplicaset?: boolean;
  /** `isdbgrid`: a router of shards, which has transactions too. */
  readonly msg?: string;
}

/** Why a server that answers is not to be used; undefined when it is. `wanted` is the replica set that the address names. */
export const refusalOf = (address: string, hello: Hello, wanted: string | undefined): Error | undefined => {
  if (hello.msg === 'isdbgrid') return undefined;
  if (hello.setName === undefined) return new NotAReplicaSet(address, { begun: hello.isreplicaset === true });
  if (wanted === undefined || wanted === hello.setName) return undefined;
  return new MongoUnusable(address, `it is of the replica set ${hello.setName}, the address asks for ${wanted}`);
};

/** Asks one server directly, whatever set it is of: what an address that leads to no primary is really about. Undefined when nobody answers. */
export const helloOf = async (uri: string): Promise<{ readonly hello: Hello; readonly wanted: string | undefined } | undefined> => {
  const { hosts, replicaSet, tls, ...options } = new mongoose.mongo.MongoClient(uri).options;
  if (!hosts[0]) return undefined;
  const client = new mongoose.mongo.MongoClient(`mongodb://${hosts[0].toString()}/`, {
    directConnection: true,
    tls,
    ...(options.tlsCAFile !== undefined && { tlsCAFile: options.tlsCAFile }),
    serverSelectionTimeoutMS: 2000,
  });
  try {
    const hello = await client.db('admin').command({ hello: 1 });
    return { hello, wanted: replicaSet };
  } catch {
    return undefined;
  } finally {
    await client.close();
  }
};
