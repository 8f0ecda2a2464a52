import { describe, expect, it } from '@jest/globals';
import { alter, ChangeFailed, put, upsert } from '@laurel/read-models';
import { type Case, cases, someCase } from './cases.js';
import type { Subject } from './subject.js';

export const documents = ({ readModels, apply, given, ask }: Subject): void =>
  describe('documents', () => {
    it('are put, altered, and removed', async () => {
      await given(someCase('a'));
      await apply(
        'ba-dinh',
        alter('a', (one: Case) => ({ ...one, rank: 7 })),
      );
      expect(await ask().get('a')).toEqual(someCase('a', { rank: 7 }));
      await apply(
        'ba-dinh',
        alter<Case>('a', () => undefined),
      );
      expect(await ask().get('a')).toBeUndefined();
      expect(await ask().find({ index: 'byTitle', where: {} })).toEqual([]);
    });

    it('of a local copy may be met before they began', async () => {
      const meet = upsert('a', (one: Case | undefined) => someCase('a', { rank: (one?.rank ?? 0) + 1 }));
      await apply('ba-dinh', meet, meet);
      expect((await ask().get('a'))!.rank).toBe(2);
    });

    it('come in the order of the keys that were asked for', async () => {
      await given(someCase('a'), someCase('b'));
      expect(await ask().getMany(['b', 'x', 'a', 'b'])).toEqual([someCase('b'), undefined, someCase('a'), someCase('b')]);
    });

    it('keep every text as it is', async () => {
      const title = 'Nguyệt Quế 🌿 "\\\u0000\u{10FFFF} e\u0301';
      await given(someCase('ạ/🌿', { title }));
      expect(await ask().get('ạ/🌿')).toEqual(someCase('ạ/🌿', { title }));
    });

    it('are refused where nothing is there, the shape does not fit, the tenant or the key is another', async () => {
      await given(someCase('a'));
      await expect(
        apply(
          'ba-dinh',
          alter('b', (one: Case) => one),
        ),
      ).rejects.toThrow(new ChangeFailed('cases', 'b', 'no document b'));
      await expect(apply('ba-dinh', put({ ...someCase('a'), status: 'ODD' }))).rejects.toThrow(ChangeFailed);
      await expect(apply('dong-da', put(someCase('a')))).rejects.toThrow("not of the event's tenant");
      await expect(
        apply(
          'ba-dinh',
          alter('a', (one: Case) => ({ ...one, id: 'b' })),
        ),
      ).rejects.toThrow('changes its key');
      expect(await ask().find({ index: 'byTitle', where: {} })).toEqual([someCase('a')]);
    });

    it('name their tenants', async () => {
      await given(someCase('a'), someCase('b', { tenant: 'dong-da' }), someCase('c'));
      expect(await readModels().tenants(cases)).toEqual(['ba-dinh', 'dong-da']);
    });
  });
