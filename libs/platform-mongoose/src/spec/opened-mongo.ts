import { randomBytes } from 'node:crypto';
import { type Mongo, openMongo } from '@laurel/mongo';
import { engineAddress } from '@laurel/testing';

/** A database of one spec, as several processes see it: each has a connection of its own. */
export const newDatabase = () => {
  const database = `laurel_${randomBytes(6).toString('hex')}`;
  const opened: Mongo[] = [];
  const open = async (uri = engineAddress('mongodb')): Promise<Mongo> => {
    const mongo = await openMongo({ uri, database, transactionTimeoutMs: 5000 });
    opened.push(mongo);
    return mongo;
  };
  const drop = async (): Promise<void> => {
    await opened[0]?.connection.dropDatabase();
    await Promise.all(opened.splice(0).map((mongo) => mongo.close()));
  };
  return { open, drop };
};
