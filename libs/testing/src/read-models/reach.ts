import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Scope } from '@laurel/event-sourcing';
import { alter } from '@laurel/read-models';
import { type Case, cases, someCase } from './cases.js';
import type { Subject } from './subject.js';

export const reach = ({ readModels, apply, given, ask }: Subject): void =>
  describe('reach', () => {
    const mine = someCase('mine', { unitIds: ['u1'], title: 'of mine', tags: ['t'] });
    const ours = someCase('ours', { unitIds: ['u1', 'u2'], title: 'of ours', tags: ['t'] });
    const theirs = someCase('theirs', { unitIds: ['u2'], personId: 'p2', title: 'of theirs', tags: ['t'] });
    const abroad = someCase('mine', { tenant: 'dong-da', unitIds: ['u1'], title: 'of another tenant', tags: ['t'] });
    beforeEach(() => given(mine, ours, theirs, abroad));

    it('ends at the tenant', async () => {
      const here = ask();
      expect(await here.find({ index: 'byTitle', where: {} })).toEqual([mine, ours, theirs]);
      expect(await ask({ tenant: 'dong-da' }).get('mine')).toEqual(abroad);
      expect(await ask({ tenant: 'dong-da' }).get('ours')).toBeUndefined();
      expect(await ask({ tenant: 'nowhere' }).search('of')).toEqual([]);
    });

    it('of a unit ends at what it owns, alone or with others, on every way in', async () => {
      const clerk = ask({ units: ['u1'] });
      expect(await clerk.getMany(['mine', 'ours', 'theirs'])).toEqual([mine, ours, undefined]);
      expect(await clerk.find({ index: 'byTitle', where: {} })).toEqual([mine, ours]);
      expect(await clerk.find({ index: 'byUnit', where: { unitIds: 'u2' } })).toEqual([ours]);
      expect(await clerk.find({ index: 'byPerson', where: { personId: 'p2' } })).toEqual([]);
      expect(await clerk.count({ index: 'byTag', where: { tags: 't' } })).toEqual({ count: 2, exact: true });
      expect(await clerk.count({ index: 'byUnit', where: { unitIds: ['u1', 'u2'] } })).toEqual({ count: 2, exact: true });
      expect(await clerk.search('of')).toEqual([mine, ours]);
      expect(await clerk.search('theirs')).toEqual([]);
      expect(await clerk.tally(['t'], '2099-01-01')).toEqual([['["t",1,"OPENED"]', 2]]);
    });

    it('of several units counts what they own together once', async () => {
      const head = ask({ units: ['u1', 'u2', 'u1'] });
      expect(await head.find({ index: 'byTitle', where: {} })).toEqual([mine, ours, theirs]);
      expect(await head.count({ index: 'byTitle', where: {} })).toEqual({ count: 3, exact: true });
      expect(await head.search('of')).toEqual([mine, ours, theirs]);
      expect(await head.tally([], '2099-01-01')).toEqual([['["t",1,"OPENED"]', 3]]);
    });

    it('of a person ends at what is theirs, and within some units at both', async () => {
      expect(await ask({ person: 'p2' }).find({ index: 'byTitle', where: {} })).toEqual([theirs]);
      expect(await ask({ person: 'p2', units: ['u1'] }).find({ index: 'byTitle', where: {} })).toEqual([]);
      expect(await ask({ person: 'p2', units: ['u2'] }).count({ index: 'byTitle', where: {} })).toEqual({ count: 1, exact: true });
      expect(await ask({ person: 'p1' }).tally([], '2099-01-01')).toEqual([]);
    });

    it('of nobody is nothing', async () => {
      const nobody = ask({ units: [] });
      expect(await nobody.find({ index: 'byTitle', where: {} })).toEqual([]);
      expect(await nobody.search('of')).toEqual([]);
      expect(await nobody.tally([], '2099-01-01')).toEqual([]);
      expect(await nobody.get('mine')).toBeUndefined();
    });

    it('follows a document to its new owner', async () => {
      await apply(
        'ba-dinh',
        alter('mine', (one: Case) => ({ ...one, unitIds: ['u2'] })),
      );
      expect(await ask({ units: ['u1'] }).find({ index: 'byTitle', where: {} })).toEqual([ours]);
      expect(await ask({ units: ['u1'] }).search('mine')).toEqual([]);
      expect(await ask({ units: ['u1'] }).tally([], '2099-01-01')).toEqual([['["t",1,"OPENED"]', 1]]);
      expect(await ask({ units: ['u2'] }).tally([], '2099-01-01')).toEqual([['["t",1,"OPENED"]', 3]]);
    });

    it('is asked of the reader for the permission of the collection, before anything is read', async () => {
      const asked: string[] = [];
      const stranger = {
        reach: (permission: string): Scope => {
          asked.push(permission);
          throw new Error('FORBIDDEN');
        },
      };
      const list = readModels().collection(cases);
      await expect(list.get(stranger, 'mine')).rejects.toThrow('FORBIDDEN');
      await expect(list.getMany(stranger, ['mine'])).rejects.toThrow('FORBIDDEN');
      await expect(list.find(stranger, { index: 'byTitle', where: {}, page: { first: 1 } })).rejects.toThrow('FORBIDDEN');
      await expect(list.count(stranger, { index: 'byTitle', where: {} })).rejects.toThrow('FORBIDDEN');
      await expect(list.search(stranger, 'of', { first: 1 })).rejects.toThrow('FORBIDDEN');
      await expect(list.tally(stranger, 'progress', [], '2099-01-01')).rejects.toThrow('FORBIDDEN');
      expect(asked).toEqual(Array(6).fill('case.read'));
    });
  });
