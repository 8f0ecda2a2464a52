import { describe, expect, it } from '@jest/globals';
import type { Scope } from '@laurel/event-sourcing';
import { alter, InvalidCursor, put } from '@laurel/read-models';
import { type Case, cases, type Question, someCase } from './cases.js';
import { reader } from './reads.js';
import type { Subject } from './subject.js';

export const paging = ({ readModels, apply, given, ask }: Subject): void =>
  describe('order and paging', () => {
    const titles = async (question: Question = { index: 'byTitle', where: {} }) => (await ask().find(question)).map(({ title }) => title);

    it('compare by bytes', async () => {
      const inOrder = ['', 'A', 'Z', 'a', 'an', 'z', 'à', 'đ', 'ạ', '\uFFFD', '🌿'];
      const owned = (title: string, at: number) => someCase(`k-${title}`, { title, unitIds: [`u${at % 2}`] });
      await given(...[...inOrder].reverse().map(owned));
      expect(await titles()).toEqual(inOrder);
      const ofTwo = await ask({ units: ['u0', 'u1'] }).find({ index: 'byTitle', where: {} });
      expect(ofTwo.map(({ title }) => title)).toEqual(inOrder);
    });

    it('place equal values by key', async () => {
      await given(...['c', 'a', 'b'].map((id) => someCase(id)));
      expect((await ask().find({ index: 'byTitle', where: {} })).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    });

    it('order numbers by size, and list what has no value first, though it lies in no range', async () => {
      await given(...[10, 9, -1, 2.5].map((rank) => someCase(`${rank}`, { rank, tags: ['t'] })));
      expect((await ask().find({ index: 'byTag', where: { tags: 't' } })).map(({ rank }) => rank)).toEqual([-1, 2.5, 9, 10]);
      const { lastDay: _, ...open } = someCase('none', { status: 'FILED' });
      await given(open, someCase('day', { status: 'FILED' }));
      const where = { status: 'FILED', urgent: false };
      expect((await ask().find({ index: 'byStatus', where })).map(({ id }) => id)).toEqual(['none', 'day']);
      expect((await ask().find({ index: 'byStatus', where: { ...where, lastDay: { to: '2099-01-01' } } })).map(({ id }) => id)).toEqual([
        'day',
      ]);
    });

    it('say what lies before and behind a page', async () => {
      await given(...['a', 'b', 'c', 'd', 'e'].map((title) => someCase(title, { title })));
      const list = readModels().collection(cases);
      const page = async (asked: Parameters<typeof list.find>[1]['page']) => {
        const { items, hasNext, hasPrevious } = await list.find(reader({ tenant: 'ba-dinh' }), {
          index: 'byTitle',
          where: {},
          page: asked,
        });
        return {
          ids: items.map(({ document }) => document.id).join(''),
          cursors: items.map(({ cursor }) => cursor),
          hasNext,
          hasPrevious,
        };
      };
      const first = await page({ first: 2 });
      const second = await page({ first: 2, after: first.cursors[1]! });
      const third = await page({ first: 2, after: second.cursors[1]! });
      const past = await page({ first: 2, after: third.cursors[0]! });
      expect([first, second, third, past].map(({ ids, hasNext, hasPrevious }) => [ids, hasNext, hasPrevious])).toEqual([
        ['ab', true, false],
        ['cd', true, true],
        ['e', false, true],
        ['', false, true],
      ]);
      const back = await page({ last: 2, before: third.cursors[0]! });
      expect([back.ids, back.hasNext, back.hasPrevious]).toEqual(['cd', true, true]);
      const end = await page({ last: 2 });
      expect([end.ids, end.hasNext, end.hasPrevious]).toEqual(['de', false, true]);
    });

    it('stay right while documents come and go', async () => {
      await given(...['b', 'd', 'f', 'h'].map((title) => someCase(title, { title })));
      const list = readModels().collection(cases);
      const me = reader({ tenant: 'ba-dinh' });
      const query = { index: 'byTitle', where: {} } as const;
      const first = await list.find(me, { ...query, page: { first: 2 } });
      await given(someCase('a', { title: 'a' }), someCase('e', { title: 'e' }));
      await apply(
        'ba-dinh',
        alter<Case>('d', () => undefined),
      ); // the cursor's own document
      const second = await list.find(me, { ...query, page: { first: 9, after: first.items[1]!.cursor } });
      expect(second.items.map(({ document }) => document.id)).toEqual(['e', 'f', 'h']);
    });

    it('keep to the range that is asked for, wherever in the list a cursor stands', async () => {
      await given(...['a', 'b', 'c', 'd', 'e'].map((title) => someCase(title, { title })));
      const list = readModels().collection(cases);
      const me = reader({ tenant: 'ba-dinh' });
      const { items } = await list.find(me, { index: 'byTitle', where: {}, page: { first: 9 } });
      const [a, , , , e] = items.map(({ cursor }) => cursor);
      const within = async (page: Parameters<typeof list.find>[1]['page']) => {
        const found = await list.find(me, { index: 'byTitle', where: { title: { from: 'c', to: 'c' } }, page });
        return found.items.map(({ document }) => document.id).join('');
      };
      expect([await within({ first: 9, after: a! }), await within({ last: 9, before: e! })]).toEqual(['c', 'c']);
      expect([await within({ first: 9, after: e! }), await within({ last: 9, before: a! })]).toEqual(['', '']);
    });

    it('take no cursor of another list, none that is made up, and no foolish size', async () => {
      await given(someCase('a'));
      const list = readModels().collection(cases);
      const me = reader({ tenant: 'ba-dinh' });
      const { items } = await list.find(me, { index: 'byTitle', where: {}, page: { first: 1 } });
      const other = { index: 'byStatus', where: { status: 'OPEN', urgent: false } } as const;
      await expect(list.find(me, { ...other, page: { first: 1, after: items[0]!.cursor } })).rejects.toThrow(InvalidCursor);
      await expect(list.find(me, { ...other, page: { first: 1, after: "x' OR 1=1 --" } })).rejects.toThrow(InvalidCursor);
      await expect(list.search(me, 'a', { first: 1, after: items[0]!.cursor })).rejects.toThrow(InvalidCursor);
      for (const size of [0, -1, 1.5, 1001, NaN])
        await expect(list.find(me, { ...other, page: { first: size } })).rejects.toThrow(RangeError);
    });

    it('refuse what the index does not serve', async () => {
      const wrong = async (question: Question) => expect(ask().find(question)).rejects.toThrow(TypeError);
      await wrong({ index: 'byStatus', where: { status: 'OPEN' } });
      await wrong({ index: 'byStatus', where: { status: 'OPEN', urgent: false, rank: 1 } });
      await wrong({ index: 'byStatus', where: { status: ['OPEN', 'FILED'], urgent: [true, false] } });
      await wrong({ index: 'byTag', where: { tags: [...'123456789'] } });
      await wrong({ index: 'byOwner' as 'byUnit', where: {} });
    });

    it('count up to ten thousand and say when there are more', async () => {
      const many = (from: number, to: number) =>
        Array.from({ length: to - from }, (_, at) => put(someCase(`k${from + at}`, { unitIds: ['u1', 'u2'] })));
      await apply('ba-dinh', ...many(0, 10_000));
      const count = (scope: Partial<Scope> = {}) =>
        readModels()
          .collection(cases)
          .count(reader({ tenant: 'ba-dinh', ...scope }), { index: 'byTitle', where: {} });
      expect([await count(), await count({ units: ['u1', 'u2'] })]).toEqual([
        { count: 10_000, exact: true },
        { count: 10_000, exact: true },
      ]);
      await apply('ba-dinh', ...many(10_000, 10_001));
      expect([await count(), await count({ units: ['u1', 'u2'] })]).toEqual([
        { count: 10_000, exact: false },
        { count: 10_000, exact: false },
      ]);
    }, 30_000);
  });
