import { describe, expect, it } from '@jest/globals';
import { put } from '@laurel/read-models';
import { cases, someCase } from './cases.js';
import { message, type Subject } from './subject.js';

export const transactions = ({ readModels, apply, ask }: Subject): void =>
  describe('transactions', () => {
    it('take effect together or not at all', async () => {
      const owner = await readModels().acquire('c');
      const work = readModels().transaction(async (tx) => {
        await tx.apply(cases, 'ba-dinh', [put(someCase('a', { title: 'x', tags: ['t'] }))]);
        await tx.advance(owner, '1');
        await tx.settle('s', 'i', 'done');
        await tx.raiseHighWater('c', 'k', '1');
        await tx.park('c', message('k', '1'));
        throw new Error('changed my mind');
      });
      await expect(work).rejects.toThrow('changed my mind');
      expect(await ask().get('a')).toBeUndefined();
      expect(await ask().tally([], '2099-01-01')).toEqual([]);
      expect([await readModels().position('c'), await readModels().settled('s', 'i'), await readModels().parked('c')]).toEqual([
        undefined,
        undefined,
        [],
      ]);
      expect(await readModels().marks('c', ['k'])).toEqual([{ sequence: undefined, parked: false }]);
    });

    it('show readers nothing before they are committed', async () => {
      await readModels().transaction(async (tx) => {
        await tx.apply(cases, 'ba-dinh', [put(someCase('a'))]);
        expect(await ask().get('a')).toBeUndefined();
      });
      expect(await ask().get('a')).toEqual(someCase('a'));
    });

    it('let others run while thousands of documents are written', async () => {
      let turns = 0;
      let over = false;
      const turn = () => {
        turns += 1;
        if (!over) setImmediate(turn);
      };
      setImmediate(turn);
      const changes = Array.from({ length: 2000 }, (_, at) => put(someCase(`k${at}`, { title: `nhiệm vụ ${at}`, unitIds: ['u1', 'u2'] })));
      await apply('ba-dinh', ...changes);
      over = true;
      expect(turns).toBeGreaterThan(5);
    });
  });
