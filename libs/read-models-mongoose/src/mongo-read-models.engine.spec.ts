import { randomUUID } from 'node:crypto';
import { type Mongo, openMongo } from '@laurel/mongo';
import { describeReadModels, engineAddress } from '@laurel/testing';
import { openMongoReadModels } from './mongo-read-models.js';

describeReadModels('MongoDB read models', async () => {
  const database = `laurel-${randomUUID()}`;
  const opened: Mongo[] = [];
  const another = async () => {
    const mongo = await openMongo({ uri: engineAddress('mongodb'), database });
    opened.push(mongo);
    return openMongoReadModels({ mongo });
  };
  return {
    readModels: await another(),
    another,
    close: async () => {
      await opened[0]!.connection.dropDatabase();
      for (const mongo of opened) await mongo.close();
    },
  };
});
