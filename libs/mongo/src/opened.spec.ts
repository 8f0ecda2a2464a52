import { describe, expect, it } from '@jest/globals';
import { opened } from './opened.js';

describe('an address of MongoDB whose password could be taken for another part of it', () => {
  it.each([
    'mongodb://laurel:hunter2/x@db.example:27017/?replicaSet=rs0',
    'mongodb://laurel:hunter2@x@db.example:27017/?replicaSet=rs0',
    'mongodb://laurel:hunter2?x@db.example/',
    'mongodb://laurel:hunter2#x@db.example/',
    'mongo://laurel:hunter2@db.example/',
    'laurel:hunter2',
    'mongodb://laurel:hunter2@/laurel',
    'mongodb://laurel:hunter2',
    'mongodb://laurel:hunter2/laurel',
  ])('is refused, and nothing of it is told: %s', async (uri) => {
    const error: unknown = await opened(uri, { serverSelectionTimeoutMS: 10 }).catch((reason: unknown) => reason);
    expect(error).toEqual(
      new Error(
        'MongoDB cannot be used: its address cannot be read; it is written mongodb://user:password@host:port/?replicaSet=name, with signs like / and @ in user, password and options percent-encoded',
      ),
    );
    expect(error).toMatchObject({ name: 'MongoUnusable', code: 'MONGO_UNUSABLE' });
    expect(error).not.toHaveProperty('cause');
  });

  it('is told without the password where that is certain', async () => {
    const error = (uri: string) => opened(uri, { serverSelectionTimeoutMS: 50 }).catch((reason: unknown) => String(reason));
    expect(await error('mongodb://laurel:hunter2%2Fx@127.0.0.1:1,127.0.0.1:2/laurel?replicaSet=rs0')).toMatch(
      /^EngineUnavailable: MongoDB does not answer at 127\.0\.0\.1:1,127\.0\.0\.1:2: (?!.*hunter2)/,
    );
  });
});
