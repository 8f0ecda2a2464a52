import { randomBytes } from 'node:crypto';
import { engineAddress } from '@laurel/testing';
import mongoose from 'mongoose';
import type { Mongo } from '../mongo.js';

/** A database of one spec, as several processes see it: each has a connection of its own. */
export const newDatabase = () => {
  const database = `laurel_${randomBytes(6).toString('hex')}`;
  const opened: (Mongo & { close(): Promise<void> })[] = [];
  const open = async (address = engineAddress('mongodb')): Promise<Mongo> => {
    const connection = await mongoose.createConnection(address, { dbName: database, serverSelectionTimeoutMS: 5000 }).asPromise();
    const one = {
      connection,
      transaction: <Result>(work: (session: mongoose.mongo.ClientSession) => Promise<Result>) =>
        connection.getClient().withSession((session) => session.withTransaction(() => work(session), { writeConcern: { w: 'majority' } })),
      close: () => connection.close(),
    };
    opened.push(one);
    return one;
  };
  const drop = async (): Promise<void> => {
    await opened[0]?.connection.dropDatabase();
    await Promise.all(opened.splice(0).map((one) => one.close()));
  };
  return { open, drop };
};
