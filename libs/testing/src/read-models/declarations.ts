import { describe, expect, it } from '@jest/globals';
import { DeclarationChanged, defineCollection, Fenced, InvalidDeclaration, put } from '@laurel/read-models';
import { z } from 'zod';
import { cases, someCase } from './cases.js';
import { reads } from './reads.js';
import type { Subject } from './subject.js';

export const declarations = ({ readModels, another, given, ask }: Subject): void =>
  describe('declarations', () => {
    it('are found again as they were left', async () => {
      await given(someCase('a'));
      const again = await another();
      await again.open([cases]);
      expect(await reads(again, { tenant: 'ba-dinh' }).get('a')).toEqual(someCase('a'));
    });

    it('are made before anything is read or written by them', async () => {
      const unknown = { ...cases, name: 'unknown' };
      const write = () => readModels().transaction((tx) => tx.apply(unknown, 'ba-dinh', [put(someCase('a'))]));
      expect(() => readModels().collection(unknown)).toThrow('collection unknown@1 was not opened');
      await expect(write()).rejects.toThrow('collection unknown@1 was not opened');
      await readModels().open([unknown]);
      await write();
      await readModels().drop(unknown);
      await expect(write()).rejects.toThrow('collection unknown@1 was not opened');
    });

    it('that change need a new version, which stands beside the old one until that is dropped', async () => {
      const altered = { ...cases, indexes: { ...cases.indexes, byRank: { equal: [], order: ['rank'] } } };
      await expect(readModels().open([altered])).rejects.toThrow(DeclarationChanged);
      await given(someCase('a'));
      await readModels().open([{ ...altered, version: 2 }]);
      expect(await readModels().versions()).toEqual([
        { name: 'cases', version: 1 },
        { name: 'cases', version: 2 },
      ]);
      expect(await ask().get('a')).toEqual(someCase('a'));
      await readModels().drop({ name: 'cases', version: 1 });
      expect(await readModels().versions()).toEqual([{ name: 'cases', version: 2 }]);
      await readModels().open([cases]);
      expect(await ask().get('a')).toBeUndefined();
    });

    it('one is replaced by what was built beside it, lists, words, tallies and cursor too; who projected into either is fenced out', async () => {
      const first = await readModels().acquire('cases@1');
      await readModels().transaction((tx) => tx.advance(first, '7'));
      const owner = { ...first, position: '7' }; // where the other one stands too: the epoch alone fences it out
      await given(someCase('a', { tags: ['old'], title: 'cũ' }));
      const built = someCase('b', { title: 'dựng lại', tags: ['t'], lastDay: '2021-01-28' });
      // Twice: nothing that the first leaves behind is in the way of the second.
      for (const name of ['cases-beside', 'cases-beside-2']) {
        const beside = { ...cases, name };
        await readModels().open([beside]);
        const other = await readModels().acquire(`${name}@1`);
        await readModels().transaction(async (tx) => {
          await tx.apply(beside, 'ba-dinh', [put(built)]);
          await tx.advance(other, '7');
        });
        await readModels().replace(cases, beside);
        for (const fenced of [owner, other]) {
          await expect(readModels().transaction((tx) => tx.advance(fenced, '8'))).rejects.toThrow(Fenced);
        }
      }
      expect(await ask().getMany(['a', 'b'])).toEqual([undefined, built]);
      expect(await ask().find({ index: 'byTag', where: { tags: 't' } })).toEqual([built]);
      expect([await ask().search('dung'), await ask().search('cu')]).toEqual([[built], []]);
      expect(await ask().tally([], '2099-01-01')).toEqual([[JSON.stringify(['t', 1, 'OPENED']), 1]]);
      expect([await readModels().position('cases@1'), await readModels().versions()]).toEqual(['7', [{ name: 'cases', version: 1 }]]);
      await given(someCase('c'));
      const again = await another();
      await again.open([cases]);
      expect(await reads(again, { tenant: 'ba-dinh' }).getMany(['b', 'c'])).toEqual([built, someCase('c')]);
    });

    it('are not replaced by what was declared otherwise', async () => {
      const altered = { ...cases, name: 'other', indexes: { ...cases.indexes, byRank: { equal: [], order: ['rank'] } } };
      await readModels().open([altered]);
      await given(someCase('a'));
      await expect(readModels().replace(cases, altered)).rejects.toThrow(DeclarationChanged);
      expect(await ask().get('a')).toEqual(someCase('a'));
    });

    it('that no engine can serve are refused at start', async () => {
      const document = z.object({ id: z.string(), tenant: z.string(), a: z.array(z.string()), b: z.array(z.string()), at: z.date() });
      const refused = (more: object) => expect(readModels().open([{ ...bad, ...more }])).rejects.toThrow(InvalidDeclaration);
      const bad = defineCollection({ name: 'bad', version: 1, read: 'r', document, key: 'id', owner: {}, indexes: {} });
      await refused({ indexes: { i: { equal: [], order: ['a'] } } });
      await refused({ indexes: { i: { equal: ['a', 'b'], order: ['id'] } } });
      await refused({ indexes: { i: { equal: ['at'], order: ['id'] } } });
      await refused({ indexes: { i: { equal: ['nothing'], order: ['id'] } } });
      await refused({ key: 'a' });
      await refused({ owner: { person: 'a' } });
      await refused({ search: ['at'] });
    });
  });
