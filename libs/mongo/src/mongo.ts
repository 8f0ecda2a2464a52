import type { Connection, mongo } from 'mongoose';
import { calmPools } from './calm-pool.js';
import { opened } from './opened.js';
import { runTransaction } from './transaction.js';

export type Session = mongo.ClientSession;

export interface MongoOptions {
  /** `mongodb://host:port,…/?replicaSet=name`; credentials and TLS as MongoDB's connection string has them. */
  readonly uri: string;
  /** The one that the address names when absent. */
  readonly database?: string;
  /** How the server's log and `currentOp` call this process, with its database. Processes of one name end the transactions that one of them has abandoned. */
  readonly appName?: string;
  /** Told when the servers are lost and when they are back. */
  readonly logger?: { warn(message: string): void; info(message: string): void };
  /** How long a primary is looked for before anything fails; 5 s when absent. */
  readonly selectionTimeoutMs?: number;
  /** How long a transaction is tried again before it fails; 15 s when absent. */
  readonly transactionTimeoutMs?: number;
}

/** One pool of connections to a replica set, and the database that is used where no other one is named. */
export interface Mongo {
  readonly connection: Connection;
  /**
   * Everything that the work does with the session takes effect together or not at all: snapshot reads, majority write concern, journaled.
   * The work is run again when another transaction or a change of primary came between: it must change nothing outside. Rejects with what
   * the work throws, and with `EngineUnavailable` when the time for tries has run out; then the outcome of a commit may not be known.
   */
  transaction<T>(work: (session: Session) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/**
 * Connects and looks at the server before anything relies on it. Throws `NotAReplicaSet`; `MongoUnusable` for credentials or an address
 * that cannot be used; `EngineUnavailable` when nobody answers there, or no primary.
 */
export const openMongo = async (options: MongoOptions): Promise<Mongo> => {
  const { uri, database, appName, logger, selectionTimeoutMs = 5000, transactionTimeoutMs = 15_000 } = options;
  calmPools(logger);
  const connection = await opened(uri, {
    ...(database !== undefined && { dbName: database }),
    // Laurels that share a server are told apart by their databases.
    ...(appName !== undefined && { appName: database === undefined ? appName : `${appName}/${database}` }),
    serverSelectionTimeoutMS: selectionTimeoutMs,
    heartbeatFrequencyMS: 3000, // a line that went dead without a word is found out by the next heartbeat
    connectTimeoutMS: Math.max(selectionTimeoutMs, 2000),
    writeConcern: { w: 'majority', journal: true },
    readConcern: { level: 'majority' },
    readPreference: 'primary',
    autoCreate: false,
    autoIndex: false,
    bufferCommands: false,
    ignoreUndefined: true,
  });
  const onTrouble = (error: unknown): void =>
    logger?.warn(`what a killed process may have left open cannot be ended: ${error instanceof Error ? error.message : String(error)}`);
  let closing = false;
  connection.on('disconnected', () => closing || logger?.warn('MongoDB does not answer any more; it is tried again'));
  connection.on('reconnected', () => logger?.info('MongoDB answers again'));
  return {
    connection,
    transaction: (work) => runTransaction(connection, work, { timeoutMs: transactionTimeoutMs, onTrouble }),
    close: () => {
      closing = true;
      return connection.close();
    },
  };
};
