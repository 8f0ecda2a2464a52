import { beforeEach, describe, expect, it } from '@jest/globals';
import { type ReadModels, upsert } from '@laurel/read-models';
import { type Case, cases, someCase } from './cases.js';
import { message, type Subject } from './subject.js';

export const sameKeys = ({ readModels, another, ask }: Subject): void =>
  describe('two processes with the same keys in hand', () => {
    const tag = (id: string, sequence: string) =>
      upsert(id, (one: Case | undefined) => someCase(id, { tags: [...(one?.tags ?? []), sequence] }));
    /** What a consumer does with a message: nothing when it was done, parks it behind what is parked, takes it in otherwise. */
    const take = (engine: ReadModels, key: string, sequence: string) =>
      engine.transaction(async (tx) => {
        const [mark] = await tx.marks('c', [key]);
        if (mark!.sequence !== undefined && mark!.sequence >= sequence) return;
        await (mark!.parked ? tx.park('c', message(key, sequence)) : tx.apply(cases, 'ba-dinh', [tag(key, sequence)]));
        await tx.raiseHighWater('c', key, sequence);
      });
    const release = (engine: ReadModels, key: string, sequence: string) =>
      engine.transaction(async (tx) => {
        if (await tx.unpark('c', key, sequence)) await tx.apply(cases, 'ba-dinh', [tag(key, sequence)]);
      });
    const tags = async (key: string) => (await ask().get(key))?.tags;
    let elsewhere: ReadModels;
    beforeEach(async () => {
      elsewhere = await another();
      await elsewhere.open([cases]);
    });

    it('take each message in once', async () => {
      const keys = Array.from({ length: 8 }, (_, at) => `k${at}`);
      for (const sequence of ['1', '2', '3']) {
        await Promise.all(keys.flatMap((key) => [take(readModels(), key, sequence), take(elsewhere, key, sequence)]));
      }
      expect(await Promise.all(keys.map(tags))).toEqual(keys.map(() => ['1', '2', '3']));
    });

    it('do not let a message overtake what one of them parks', async () => {
      for (let round = 0; round < 20; round++) {
        const key = `k${round}`;
        const park = readModels().transaction(async (tx) => {
          if ((await tx.marks('c', [key]))[0]!.sequence !== undefined) return; // the other one took it in
          await tx.park('c', message(key, '1'));
          await tx.raiseHighWater('c', key, '1');
        });
        await Promise.all([park, take(elsewhere, key, '1').then(() => take(elsewhere, key, '2'))]);
        const parked = (await readModels().parked('c', key)).map(({ sequence }) => sequence);
        expect(parked.length === 0 ? await tags(key) : parked).toEqual(['1', '2']);
        if (parked.length > 0) expect(await tags(key)).toBeUndefined();
      }
    });

    it('release a message while the next one arrives: once, in order, and the key is free or holds the next one', async () => {
      for (let round = 0; round < 20; round++) {
        const key = `k${round}`;
        await readModels().transaction(async (tx) => {
          await tx.park('c', message(key, '1'));
          await tx.raiseHighWater('c', key, '1');
        });
        await Promise.all([release(readModels(), key, '1'), take(elsewhere, key, '2'), release(elsewhere, key, '1')]);
        const parked = (await readModels().parked('c', key)).map(({ sequence }) => sequence);
        expect([...((await tags(key)) ?? []), ...parked]).toEqual(['1', '2']);
      }
    });
  });
