import { describeLeases } from '@laurel/testing';
import { openMongoLeases } from './mongo-leases.js';
import { newDatabase } from './spec/opened-mongo.js';

describeLeases('MongoDB', async () => {
  const database = newDatabase();
  return {
    leases: openMongoLeases(await database.open()),
    another: async () => openMongoLeases(await database.open()),
    clean: database.drop,
  };
});
