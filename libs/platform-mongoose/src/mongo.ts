import type { Connection, mongo } from 'mongoose';

/** What is asked of the connection that `openMongo` gives. */
export interface Mongo {
  readonly connection: Connection;
  transaction<Result>(work: (session: mongo.ClientSession) => Promise<Result>): Promise<Result>;
}
