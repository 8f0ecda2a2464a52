import { EngineUnavailable } from '@laurel/event-sourcing';
import mongoose, { type Connection, type ConnectOptions } from 'mongoose';
import { isUnavailable } from './engine-answer.js';
import { type Hello, helloOf, MongoUnusable, refusalOf } from './refusals.js';

/** A connection that is known to lead to a replica set. Throws what `openMongo` throws. */
export const opened = async (uri: string, options: ConnectOptions): Promise<Connection> => {
  const address = addressIn(uri);
  if (address === undefined) throw new MongoUnusable(undefined, unreadable);
  const connection = mongoose.createConnection();
  try {
    await connection.openUri(uri, options);
    // Asked of the database itself, so that credentials that may not enter are told now.
    await connection.db!.command({ dbStats: 1 }); // open: there is a database
    const hello: Hello = await connection.db!.command({ hello: 1 });
    const refused = refusalOf(address, hello, undefined);
    if (refused) throw refused;
    return connection;
  } catch (error) {
    await connection.close(true).catch(() => undefined);
    throw await reasonOf(uri, address, error);
  }
};

const reasonOf = async (uri: string, address: string, error: unknown): Promise<unknown> => {
  const told = error instanceof Error ? error.message : String(error);
  if (isParseError(error)) return new MongoUnusable(address, `the address cannot be read: ${told}`, { cause: error });
  if (/auth/i.test(told) && !isUnavailableForNow(told))
    return new MongoUnusable(address, `it refuses these credentials (${told}): look at user, password and authSource`, { cause: error });
  if (!isUnavailable(error)) return error;
  const asked = await helloOf(uri);
  if (!asked) return new EngineUnavailable(`MongoDB does not answer at ${address}: ${told}`, { cause: error });
  const refused = refusalOf(address, asked.hello, asked.wanted);
  if (refused) return refused;
  return new EngineUnavailable(
    `MongoDB at ${address} answers, but no primary of its replica set can be reached: its members are ${asked.hello.hosts?.join(', ') ?? 'unknown'}`,
    { cause: error },
  );
};

const isParseError = (error: unknown): boolean =>
  error instanceof Error && ['MongoParseError', 'MongoInvalidArgumentError', 'MongoAPIError', 'MongooseError'].includes(error.name);
const isUnavailableForNow = (told: string): boolean => /ECONNREFUSED|ENOTFOUND|timed out/i.test(told);

const unreadable =
  'its address cannot be read; it is written mongodb://user:password@host:port/?replicaSet=name, with signs like / and @ in user, password and options percent-encoded';

/**
 * An address as it may be shown: without its password, its options and its database. Undefined where it cannot be said for certain which
 * part of it is the password: then nothing of it is told, nor what the driver says of it.
 */
const addressIn = (uri: string): string | undefined => written.exec(uri)?.groups!['hosts'];

const host = String.raw`(?:\[[^\]@/?#]*\]|[^@/?#:,[\]]+)(?::\d+)?`;
const written = new RegExp(String.raw`^mongodb(?:\+srv)?://(?:[^@/?#]*@)?(?<hosts>${host}(?:,${host})*)(?:[/?#][^@]*)?$`);
