import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SubjectIsErased, WrongMasterKey } from '@laurel/personal-data';
import { describeKeyStore } from '@laurel/testing';
import { openMongoKeyStore } from './mongo-key-store.js';
import { newDatabase } from './spec/opened-mongo.js';

const masterKey = new Uint8Array(32).fill(7);

describeKeyStore('MongoDB', async () => {
  const database = newDatabase();
  const keys = await openMongoKeyStore(await database.open(), { masterKey, cached: 2 });
  return {
    keys,
    reopen: async () => {
      await keys.close();
      return openMongoKeyStore(await database.open(), { masterKey });
    },
    clean: database.drop,
  };
});

describe('keys that many processes share', () => {
  let database: ReturnType<typeof newDatabase>;
  beforeEach(() => {
    database = newDatabase();
  });
  afterEach(() => database.drop());
  const process = async () => openMongoKeyStore(await database.open(), { masterKey });

  it('are one for a subject that all of them ask for at once', async () => {
    const processes = await Promise.all([process(), process(), process()]);
    for (const subject of ['per_1', 'per_2', 'per_3', 'per_4']) {
      const made = await Promise.all([...processes, ...processes].map((keys) => keys.keyFor('ba-dinh', subject)));
      expect(new Set(made.map(({ id, key }) => `${id} ${Buffer.from(key).toString('hex')}`)).size).toBe(1);
    }
  });

  it('are gone in every process that remembered them when the erasure has answered', async () => {
    const [one, two, three] = await Promise.all([process(), process(), process()]);
    const { id } = await one.keyFor('ba-dinh', 'per_1');
    for (let round = 0; round < 3; round++) {
      expect(await two.key(id)).toBeDefined();
      expect((await three.keyFor('ba-dinh', 'per_1')).id).toBe(id);
    }
    await one.erase('ba-dinh', 'per_1');
    expect(await two.key(id)).toBeUndefined();
    await expect(two.keyFor('ba-dinh', 'per_1')).rejects.toThrow(SubjectIsErased);
    await expect(three.keyFor('ba-dinh', 'per_1')).rejects.toThrow(SubjectIsErased);
  });

  it('never come back while others ask for them all the time', async () => {
    const [one, two] = await Promise.all([process(), process()]);
    const { id } = await one.keyFor('ba-dinh', 'per_1');
    let erased = false;
    const wrong: unknown[] = [];
    let asked = 0;
    const until = performance.now() + 1500;
    const ask = async (): Promise<void> => {
      while (performance.now() < until) {
        const after = erased;
        const found = await two.key(id);
        if (after && found) wrong.push(found.id);
        asked++;
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    const asking = Promise.all([ask(), ask(), ask()]);
    await one.erase('ba-dinh', 'per_1');
    erased = true;
    await asking;
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(100);
  });

  it('leave a subject erased when its first key is made at the same moment', async () => {
    const [one, two] = await Promise.all([process(), process()]);
    for (let round = 0; round < 5; round++) {
      const subject = `per_${round}`;
      const [made] = await Promise.allSettled([two.keyFor('ba-dinh', subject), one.erase('ba-dinh', subject)]);
      await expect(two.keyFor('ba-dinh', subject)).rejects.toThrow(SubjectIsErased);
      if (made.status === 'fulfilled') expect(await two.key(made.value.id)).toBeUndefined();
    }
  });

  it('stand in no document in clear, and after an erasure not even wrapped', async () => {
    const mongo = await database.open();
    const keys = await openMongoKeyStore(mongo, { masterKey });
    const { key } = await keys.keyFor('ba-dinh', 'per_1');
    const stored = async () => {
      const all = await Promise.all(
        ['subject_key', 'key_store'].map((name) => mongo.connection.collection(name).find({}, { raw: true }).toArray()),
      );
      return Buffer.concat(all.flat() as unknown as Buffer[]); // raw: true gives bytes
    };
    const wrapped = (await mongo.connection.collection('subject_key').findOne({}))?.['key'].wrapped.value() as Buffer;
    expect((await stored()).includes(Buffer.from(key))).toBe(false);
    expect((await stored()).includes(wrapped)).toBe(true); // else the next line proves nothing
    await keys.erase('ba-dinh', 'per_1');
    expect((await stored()).includes(wrapped)).toBe(false);
  });

  it('are refused under another master key, and not harmed by the attempt', async () => {
    const keys = await process();
    const made = await keys.keyFor('ba-dinh', 'per_1');
    await expect(openMongoKeyStore(await database.open(), { masterKey: new Uint8Array(32) })).rejects.toThrow(WrongMasterKey);
    await expect(openMongoKeyStore(await database.open(), { masterKey: new Uint8Array(16) })).rejects.toThrow(TypeError);
    expect((await (await process()).keyFor('ba-dinh', 'per_1')).id).toBe(made.id);
  });
});
