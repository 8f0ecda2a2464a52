import { describe, expect, it } from '@jest/globals';
import { message, type Subject } from './subject.js';

export const memoryOfConsumers = ({ readModels }: Subject): void =>
  describe('what consumers remember', () => {
    it('is the first answer to an input', async () => {
      await readModels().transaction((tx) => tx.settle('s', 'i', { done: true }));
      await readModels().transaction((tx) => tx.settle('s', 'i', { done: false }));
      expect([await readModels().settled('s', 'i'), await readModels().settled('s', 'j'), await readModels().settled('r', 'i')]).toEqual([
        { done: true },
        undefined,
        undefined,
      ]);
    });

    it('is the highest sequence of a key', async () => {
      const marks = await readModels().transaction(async (tx) => {
        await tx.raiseHighWater('c', 'k', '002');
        await tx.raiseHighWater('c', 'k', '001');
        return [...(await tx.marks('c', ['l', 'k'])), ...(await tx.marks('d', ['k']))];
      });
      expect(marks.map(({ sequence }) => sequence)).toEqual([undefined, '002', undefined]);
      expect(await readModels().marks('c', ['l', 'k'])).toEqual(marks.slice(0, 2));
    });

    it('is which keys are parked', async () => {
      const parked = await readModels().transaction(async (tx) => {
        await tx.park('c', message('k', '1'));
        return tx.marks('c', ['j', 'k', 'kk']);
      });
      expect(parked).toEqual([
        { sequence: undefined, parked: false },
        { sequence: undefined, parked: true },
        { sequence: undefined, parked: false },
      ]);
      expect([await readModels().marks('c', ['j', 'k', 'kk']), await readModels().marks('d', ['k'])]).toEqual([
        parked,
        [{ sequence: undefined, parked: false }],
      ]);
    });

    it('are parked messages, in the order of their keys', async () => {
      const first = { ...message('k', '2'), error: 'no such thing', parkedAt: '2021-01-23T01:00:00.000Z' };
      await readModels().transaction(async (tx) => {
        await tx.park('c', message('k', '3'));
        await tx.park('c', first);
        await tx.park('c', message('a', '9'));
        await tx.park('d', message('k', '1'));
      });
      expect(await readModels().parked('c', 'k')).toEqual([first, message('k', '3')]);
      expect((await readModels().parked('c')).map(({ key, sequence }) => `${key}${sequence}`)).toEqual(['a9', 'k2', 'k3']);
      expect(await Promise.all(['c', 'd', 'e'].map((consumer) => readModels().parkedCount(consumer)))).toEqual([3, 1, 0]);
      const since = message('k', '3').parkedAt;
      expect(await Promise.all(['c', 'd', 'e'].map((consumer) => readModels().parkedKeys(consumer)))).toEqual([
        [
          { key: 'a', messages: 1, since },
          { key: 'k', messages: 2, since: first.parkedAt, error: first.error },
        ],
        [{ key: 'k', messages: 1, since }],
        [],
      ]);
      const unpark = () => readModels().transaction((tx) => tx.unpark('c', 'k', '2'));
      expect([await unpark(), await unpark()]).toEqual([true, false]);
      expect(await readModels().parked('c', 'k')).toEqual([message('k', '3')]);
    });

    it('is parked as it was parked first', async () => {
      await readModels().transaction((tx) => tx.park('c', { ...message('k', '2'), error: 'no such thing' }));
      await readModels().transaction((tx) => tx.park('c', message('k', '2')));
      expect(await readModels().parked('c')).toEqual([{ ...message('k', '2'), error: 'no such thing' }]);
    });
  });
