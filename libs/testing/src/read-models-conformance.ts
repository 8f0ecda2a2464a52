import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Scope } from '@laurel/event-sourcing';
import {
  alter,
  type AnyChange,
  ChangeFailed,
  DeclarationChanged,
  defineCollection,
  Fenced,
  InvalidCursor,
  InvalidDeclaration,
  type ParkedMessage,
  put,
  type ReadModels,
  upsert,
} from '@laurel/read-models';
import fc from 'fast-check';
import { z } from 'zod';
import { liveRebuiltAndFoldedAreEqual } from './projector-conformance.js';
import { type Case, cases, folded, oracle, type Question, someCase } from './read-models-cases.js';

export interface ReadModelsUnderTest {
  readonly readModels: ReadModels;
  /** Another engine on the same data, as another process would open it. */
  another(): Promise<ReadModels>;
  /** Closes all of them and removes the data. */
  close(): Promise<void>;
}

/** What every engine of the read models must do, the same way. `runs`: how many random histories. */
export const describeReadModels = (name: string, factory: () => Promise<ReadModelsUnderTest>, { runs = 30 } = {}): void =>
  describe(name, () => {
    let under: ReadModelsUnderTest;
    let readModels: ReadModels;
    beforeEach(async () => {
      under = await factory();
      readModels = under.readModels;
      await readModels.open([cases]);
    });
    afterEach(() => under.close());

    const apply = (tenant: string, ...changes: readonly AnyChange[]) => readModels.transaction((tx) => tx.apply(cases, tenant, changes));
    const given = (...documents: readonly Case[]) =>
      readModels.transaction(async (tx) => {
        for (const document of documents) await tx.apply(cases, document.tenant, [put(document)]);
      });
    const ask = (scope: Partial<Scope> = {}) => reads(readModels, { tenant: 'ba-dinh', ...scope });

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
        expect(await readModels.tenants(cases)).toEqual(['ba-dinh', 'dong-da']);
      });
    });

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
        const list = readModels.collection(cases);
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
        const list = readModels.collection(cases);
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
        const list = readModels.collection(cases);
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
        const list = readModels.collection(cases);
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
          readModels.collection(cases).count(reader({ tenant: 'ba-dinh', ...scope }), { index: 'byTitle', where: {} });
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
        const list = readModels.collection(cases);
        await expect(list.get(stranger, 'mine')).rejects.toThrow('FORBIDDEN');
        await expect(list.getMany(stranger, ['mine'])).rejects.toThrow('FORBIDDEN');
        await expect(list.find(stranger, { index: 'byTitle', where: {}, page: { first: 1 } })).rejects.toThrow('FORBIDDEN');
        await expect(list.count(stranger, { index: 'byTitle', where: {} })).rejects.toThrow('FORBIDDEN');
        await expect(list.search(stranger, 'of', { first: 1 })).rejects.toThrow('FORBIDDEN');
        await expect(list.tally(stranger, 'progress', [], '2099-01-01')).rejects.toThrow('FORBIDDEN');
        expect(asked).toEqual(Array(6).fill('case.read'));
      });
    });

    describe('search', () => {
      const found = async (query: string) => (await ask().search(query)).map(({ id }) => id);
      beforeEach(() =>
        given(
          someCase('1', { title: 'Đăng ký thi đua năm 2021' }),
          someCase('2', { title: 'đang kỳ họp' }),
          someCase('3', { title: 'Báo cáo 28/KH-UBND', tags: ['khen thưởng'] }),
        ),
      );

      it('finds without diacritics, and with them only what has them', async () => {
        expect(await found('dang ky')).toEqual(['1', '2']);
        expect(await found('đăng ký')).toEqual(['1']);
        expect(await found('DANG')).toEqual(['1', '2']);
        expect(await found('đăng ký'.normalize('NFD'))).toEqual(['1']);
        expect(await found('d')).toEqual(['1', '2']);
      });

      it('wants all words, in any order, and takes the last one as a beginning', async () => {
        expect(await found('thi nam dan')).toEqual(['1']);
        expect(await found('dan thi')).toEqual([]);
        expect(await found('kh-ub')).toEqual(['3']);
        expect(await found('thưởng khe')).toEqual(['3']);
        expect(await found('')).toEqual([]);
        expect(await found(' -- %_* ')).toEqual([]);
      });
    });

    describe('tallies', () => {
      it('sum up as of a day, by the groups that begin so', async () => {
        await given(
          someCase('a', { tags: ['p1'], rank: 8, lastDay: '2021-01-27' }),
          someCase('b', { tags: ['p1'], rank: 8, lastDay: '2021-02-01', status: 'FILED' }),
          someCase('c', { tags: ['p1'], rank: 80, lastDay: '2021-01-27' }),
          someCase('d', { tags: ['p10'], rank: 8, lastDay: '2021-01-27' }),
        );
        const { tally } = ask();
        expect(await tally(['p1', 8], '2021-01-31')).toEqual([['["p1",8,"OPENED"]', 1]]);
        expect(await tally(['p1', 8], '2021-02-01')).toEqual([
          ['["p1",8,"OPEN"]', -1],
          ['["p1",8,"OPENED"]', 2],
        ]);
        expect((await tally(['p1'], '2021-01-31')).map(([group]) => group)).toEqual(['["p1",8,"OPENED"]', '["p1",80,"OPENED"]']);
        expect(await tally(['p1', 8, 'OPEN'], '2021-02-01')).toEqual([['["p1",8,"OPEN"]', -1]]);
        expect(await tally(['p1', 8], '2021-01-26')).toEqual([]);
      });
    });

    describe('any history', () => {
      it('is answered as the simple way answers it, to every reader, however it was cut into transactions', async () => {
        let world = 0; // each run in tenants of its own
        await fc.assert(
          fc.asyncProperty(histories, questions, async (history, asked) => {
            const inWorld = (tenant: string) => `${tenant}-${world}`;
            world += 1;
            const changes = history.flat().map(({ tenant, document, kind }) => ({
              tenant: inWorld(tenant),
              change: changeOf({ ...document, tenant: inWorld(tenant) }, kind),
            }));
            let at = 0;
            for (const batch of history) {
              const part = changes.slice(at, (at += batch.length));
              await readModels.transaction(async (tx) => {
                for (const { tenant, change } of part) await tx.apply(cases, tenant, [change]);
              });
            }
            const expected = oracle(folded(changes));
            for (const { scope, question, query, group, asOf, size } of asked) {
              const here = { ...scope, tenant: inWorld(scope.tenant) };
              const reading = reads(readModels, here);
              const all = expected.find(here, question);
              expect(await reading.find(question)).toEqual(all);
              expect(await reading.pages(question, size)).toEqual(all);
              expect(await reading.pagesBack(question, size)).toEqual(all);
              expect(await reading.count(question)).toEqual({ count: all.length, exact: true });
              expect(await reading.search(query, size)).toEqual(expected.search(here, query));
              expect(await reading.tally(group, asOf)).toEqual(expected.tally(here, group, asOf));
            }
          }),
          { numRuns: runs },
        );
      }, 120_000);
    });

    describe('a projector', () => {
      it('leaves the same live, rebuilt beside, and folded, however the log was cut and how often it stopped', async () => {
        await liveRebuiltAndFoldedAreEqual(async () => {
          await readModels.drop(cases);
          return readModels;
        }, runs);
      }, 120_000);
    });

    describe('transactions', () => {
      it('take effect together or not at all', async () => {
        const owner = await readModels.acquire('c');
        const work = readModels.transaction(async (tx) => {
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
        expect([await readModels.position('c'), await readModels.settled('s', 'i'), await readModels.parked('c')]).toEqual([
          undefined,
          undefined,
          [],
        ]);
        expect(await readModels.marks('c', ['k'])).toEqual([{ sequence: undefined, parked: false }]);
      });

      it('show readers nothing before they are committed', async () => {
        await readModels.transaction(async (tx) => {
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
        const changes = Array.from({ length: 2000 }, (_, at) =>
          put(someCase(`k${at}`, { title: `nhiệm vụ ${at}`, unitIds: ['u1', 'u2'] })),
        );
        await apply('ba-dinh', ...changes);
        over = true;
        expect(turns).toBeGreaterThan(5);
      });
    });

    describe('cursors', () => {
      it('advance from where they stand, by who owns them', async () => {
        const first = await readModels.acquire('c');
        expect(first).toMatchObject({ name: 'c', position: undefined });
        await readModels.transaction((tx) => tx.advance(first, '5'));
        expect(await readModels.position('c')).toBe('5');
        await expect(readModels.transaction((tx) => tx.advance(first, '6'))).rejects.toThrow(Fenced);
        await readModels.transaction((tx) => tx.advance({ ...first, position: '5' }, '6'));
        expect(await readModels.position('c')).toBe('6');
      });

      it('fence out an owner once another one has taken over, with all that its transaction did', async () => {
        const first = await readModels.acquire('c');
        const second = await (await under.another()).acquire('c');
        expect(second.epoch).toBeGreaterThan(first.epoch);
        const late = readModels.transaction(async (tx) => {
          await tx.apply(cases, 'ba-dinh', [put(someCase('a'))]);
          await tx.advance(first, '1');
        });
        await expect(late).rejects.toThrow(Fenced);
        expect(await ask().get('a')).toBeUndefined();
        await readModels.transaction((tx) => tx.advance(second, '1'));
        expect(await readModels.position('c')).toBe('1');
      });

      it('wake those who wait for them, here and in other processes', async () => {
        const owner = await readModels.acquire('c');
        const elsewhere = await under.another();
        const waiting = Promise.all([readModels.waitFor('c', '2', 3000), elsewhere.waitFor('c', '2', 3000)]);
        const further = readModels.waitFor('c', '3', 100);
        await sleep(30); // the first looks find nothing
        await readModels.transaction((tx) => tx.advance(owner, '2'));
        expect([await waiting, await further, await readModels.waitFor('c', '1', 0)]).toEqual([[true, true], false, true]);
      });
    });

    describe('what consumers remember', () => {
      it('is the first answer to an input', async () => {
        await readModels.transaction((tx) => tx.settle('s', 'i', { done: true }));
        await readModels.transaction((tx) => tx.settle('s', 'i', { done: false }));
        expect([await readModels.settled('s', 'i'), await readModels.settled('s', 'j'), await readModels.settled('r', 'i')]).toEqual([
          { done: true },
          undefined,
          undefined,
        ]);
      });

      it('is the highest sequence of a key', async () => {
        const marks = await readModels.transaction(async (tx) => {
          await tx.raiseHighWater('c', 'k', '002');
          await tx.raiseHighWater('c', 'k', '001');
          return [...(await tx.marks('c', ['l', 'k'])), ...(await tx.marks('d', ['k']))];
        });
        expect(marks.map(({ sequence }) => sequence)).toEqual([undefined, '002', undefined]);
        expect(await readModels.marks('c', ['l', 'k'])).toEqual(marks.slice(0, 2));
      });

      it('is which keys are parked', async () => {
        const parked = await readModels.transaction(async (tx) => {
          await tx.park('c', message('k', '1'));
          return tx.marks('c', ['j', 'k']);
        });
        expect(parked).toEqual([
          { sequence: undefined, parked: false },
          { sequence: undefined, parked: true },
        ]);
        expect([await readModels.marks('c', ['j', 'k']), await readModels.marks('d', ['k'])]).toEqual([
          parked,
          [{ sequence: undefined, parked: false }],
        ]);
      });

      it('are parked messages, in the order of their keys', async () => {
        await readModels.transaction(async (tx) => {
          await tx.park('c', { ...message('k', '3') });
          await tx.park('c', { ...message('k', '2'), error: 'no such thing' });
          await tx.park('c', message('a', '9'));
          await tx.park('d', message('k', '1'));
        });
        expect(await readModels.parked('c', 'k')).toEqual([{ ...message('k', '2'), error: 'no such thing' }, message('k', '3')]);
        expect((await readModels.parked('c')).map(({ key, sequence }) => `${key}${sequence}`)).toEqual(['a9', 'k2', 'k3']);
        expect(await Promise.all(['c', 'd', 'e'].map((consumer) => readModels.parkedCount(consumer)))).toEqual([3, 1, 0]);
        const unpark = () => readModels.transaction((tx) => tx.unpark('c', 'k', '2'));
        expect([await unpark(), await unpark()]).toEqual([true, false]);
        expect(await readModels.parked('c', 'k')).toEqual([message('k', '3')]);
      });

      it('is parked as it was parked first', async () => {
        await readModels.transaction((tx) => tx.park('c', { ...message('k', '2'), error: 'no such thing' }));
        await readModels.transaction((tx) => tx.park('c', message('k', '2')));
        expect(await readModels.parked('c')).toEqual([{ ...message('k', '2'), error: 'no such thing' }]);
      });
    });

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
        elsewhere = await under.another();
        await elsewhere.open([cases]);
      });

      it('take each message in once', async () => {
        const keys = Array.from({ length: 8 }, (_, at) => `k${at}`);
        for (const sequence of ['1', '2', '3']) {
          await Promise.all(keys.flatMap((key) => [take(readModels, key, sequence), take(elsewhere, key, sequence)]));
        }
        expect(await Promise.all(keys.map(tags))).toEqual(keys.map(() => ['1', '2', '3']));
      });

      it('do not let a message overtake what one of them parks', async () => {
        for (let round = 0; round < 20; round++) {
          const key = `k${round}`;
          const park = readModels.transaction(async (tx) => {
            if ((await tx.marks('c', [key]))[0]!.sequence !== undefined) return; // the other one took it in
            await tx.park('c', message(key, '1'));
            await tx.raiseHighWater('c', key, '1');
          });
          await Promise.all([park, take(elsewhere, key, '1').then(() => take(elsewhere, key, '2'))]);
          const parked = (await readModels.parked('c', key)).map(({ sequence }) => sequence);
          expect(parked.length === 0 ? await tags(key) : parked).toEqual(['1', '2']);
          if (parked.length > 0) expect(await tags(key)).toBeUndefined();
        }
      });

      it('release a message while the next one arrives: once, in order, and the key is free or holds the next one', async () => {
        for (let round = 0; round < 20; round++) {
          const key = `k${round}`;
          await readModels.transaction(async (tx) => {
            await tx.park('c', message(key, '1'));
            await tx.raiseHighWater('c', key, '1');
          });
          await Promise.all([release(readModels, key, '1'), take(elsewhere, key, '2'), release(elsewhere, key, '1')]);
          const parked = (await readModels.parked('c', key)).map(({ sequence }) => sequence);
          expect([...((await tags(key)) ?? []), ...parked]).toEqual(['1', '2']);
        }
      });
    });

    describe('declarations', () => {
      it('are found again as they were left', async () => {
        await given(someCase('a'));
        const again = await under.another();
        await again.open([cases]);
        expect(await reads(again, { tenant: 'ba-dinh' }).get('a')).toEqual(someCase('a'));
      });

      it('are made before anything is read or written by them', async () => {
        const unknown = { ...cases, name: 'unknown' };
        const write = () => readModels.transaction((tx) => tx.apply(unknown, 'ba-dinh', [put(someCase('a'))]));
        expect(() => readModels.collection(unknown)).toThrow('collection unknown@1 was not opened');
        await expect(write()).rejects.toThrow('collection unknown@1 was not opened');
        await readModels.open([unknown]);
        await write();
        await readModels.drop(unknown);
        await expect(write()).rejects.toThrow('collection unknown@1 was not opened');
      });

      it('that change need a new version, which stands beside the old one until that is dropped', async () => {
        const altered = { ...cases, indexes: { ...cases.indexes, byRank: { equal: [], order: ['rank'] } } };
        await expect(readModels.open([altered])).rejects.toThrow(DeclarationChanged);
        await given(someCase('a'));
        await readModels.open([{ ...altered, version: 2 }]);
        expect(await readModels.versions()).toEqual([
          { name: 'cases', version: 1 },
          { name: 'cases', version: 2 },
        ]);
        expect(await ask().get('a')).toEqual(someCase('a'));
        await readModels.switchTo({ name: 'cases', version: 2 });
        await readModels.drop({ name: 'cases', version: 1 });
        expect([await readModels.serving('cases'), await readModels.versions()]).toEqual([2, [{ name: 'cases', version: 2 }]]);
        await readModels.open([cases]);
        expect(await ask().get('a')).toBeUndefined();
      });

      it('one is replaced by what was built beside it, lists, words, tallies and cursor too; who projected into either is fenced out', async () => {
        const owner = await readModels.acquire('cases@1');
        await given(someCase('a', { tags: ['old'], title: 'cũ' }));
        const built = someCase('b', { title: 'dựng lại', tags: ['t'], lastDay: '2021-01-28' });
        // Twice: nothing that the first leaves behind is in the way of the second.
        for (const name of ['cases-beside', 'cases-beside-2']) {
          const beside = { ...cases, name };
          await readModels.open([beside]);
          const other = await readModels.acquire(`${name}@1`);
          await readModels.transaction(async (tx) => {
            await tx.apply(beside, 'ba-dinh', [put(built)]);
            await tx.advance(other, '7');
          });
          await readModels.replace(cases, beside);
          for (const fenced of [owner, other]) {
            await expect(readModels.transaction((tx) => tx.advance(fenced, '8'))).rejects.toThrow(Fenced);
          }
        }
        expect(await ask().getMany(['a', 'b'])).toEqual([undefined, built]);
        expect(await ask().find({ index: 'byTag', where: { tags: 't' } })).toEqual([built]);
        expect([await ask().search('dung'), await ask().search('cu')]).toEqual([[built], []]);
        expect(await ask().tally([], '2099-01-01')).toEqual([[JSON.stringify(['t', 1, 'OPENED']), 1]]);
        expect([await readModels.position('cases@1'), await readModels.versions()]).toEqual(['7', [{ name: 'cases', version: 1 }]]);
        await given(someCase('c'));
        const again = await under.another();
        await again.open([cases]);
        expect(await reads(again, { tenant: 'ba-dinh' }).getMany(['b', 'c'])).toEqual([built, someCase('c')]);
      });

      it('are not replaced by what was declared otherwise', async () => {
        const altered = { ...cases, name: 'other', indexes: { ...cases.indexes, byRank: { equal: [], order: ['rank'] } } };
        await readModels.open([altered]);
        await given(someCase('a'));
        await expect(readModels.replace(cases, altered)).rejects.toThrow(DeclarationChanged);
        expect(await ask().get('a')).toEqual(someCase('a'));
      });

      it('that no engine can serve are refused at start', async () => {
        const document = z.object({ id: z.string(), tenant: z.string(), a: z.array(z.string()), b: z.array(z.string()), at: z.date() });
        const refused = (more: object) => expect(readModels.open([{ ...bad, ...more }])).rejects.toThrow(InvalidDeclaration);
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
  });

const message = (key: string, sequence: string): ParkedMessage => ({
  key,
  sequence,
  payload: '{"n":1}',
  parkedAt: '2021-01-22T01:00:00.000Z',
});
const reader = (scope: Scope) => ({ reach: () => scope });

/** The reads of one reader, unpacked. */
const reads = (readModels: ReadModels, scope: Scope) => {
  const list = readModels.collection(cases);
  const me = reader(scope);
  // A random question cannot be typed by the index that it names.
  const find = async ({ index, where }: Question, page: { first: number; after?: string } | { last: number; before?: string }) =>
    list.find(me, { index: index as 'byTitle', where: where as never, page });
  const documents = (page: { items: readonly { readonly document: Case }[] }) => page.items.map(({ document }) => document);
  return {
    get: (key: string) => list.get(me, key),
    getMany: (keys: readonly string[]) => list.getMany(me, keys),
    find: async (question: Question) => documents(await find(question, { first: 1000 })),
    count: ({ index, where }: Question) => list.count(me, { index: index as 'byTitle', where: where as never }),
    pages: async (question: Question, size: number) => {
      const all: Case[] = [];
      for (let after: string | undefined; ;) {
        const page = await find(question, { first: size, ...(after !== undefined && { after }) });
        expect(page.hasPrevious).toBe(all.length > 0);
        all.push(...documents(page));
        if (!page.hasNext) return all;
        after = page.items.at(-1)!.cursor;
      }
    },
    pagesBack: async (question: Question, size: number) => {
      const all: Case[] = [];
      for (let before: string | undefined; ;) {
        const page = await find(question, { last: size, ...(before !== undefined && { before }) });
        expect(page.hasNext).toBe(all.length > 0);
        all.unshift(...documents(page));
        if (!page.hasPrevious) return all;
        before = page.items[0]!.cursor;
      }
    },
    search: async (query: string, size = 100) => {
      const all: Case[] = [];
      for (let after: string | undefined; ;) {
        const page = await list.search(me, query, { first: size, ...(after !== undefined && { after }) });
        all.push(...documents(page));
        if (!page.hasNext) return all;
        after = page.items.at(-1)!.cursor;
      }
    },
    tally: async (group: readonly (string | number)[], asOf: string) =>
      [...(await list.tally(me, 'progress', group, asOf))].map(([of, sum]) => [JSON.stringify(of), sum] as const),
  };
};

const units = ['u1', 'u2', 'u3'];
const days = ['2021-01-27', '2021-02-01', '2021-02-02'];
const tags = ['p1', 'p10', 'khen thưởng'];
const words = ['đăng', 'dang', 'ký', 'kỳ', 'ky', 'k', 'thi', 'đua'];
const text = fc.array(fc.constantFrom(...words), { maxLength: 3 }).map((some) => some.join(' '));

const anyCase = fc.record(
  {
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'đ'),
    unitIds: fc.uniqueArray(fc.constantFrom(...units)),
    personId: fc.constantFrom('p1', 'p2'),
    status: fc.constantFrom('OPEN', 'FILED', 'CLOSED'),
    urgent: fc.boolean(),
    lastDay: fc.constantFrom(...days),
    rank: fc.constantFrom(1, 8, 80, -1),
    tags: fc.uniqueArray(fc.constantFrom(...tags), { maxLength: 2 }),
    title: text,
  },
  { requiredKeys: ['id', 'unitIds', 'status', 'urgent', 'rank', 'tags', 'title'] },
);

const histories = fc.array(
  fc.array(fc.record({ tenant: fc.constantFrom('x', 'y'), document: anyCase, kind: fc.constantFrom('put', 'upsert', 'remove') }), {
    maxLength: 8,
  }),
  { maxLength: 5 },
);

const changeOf = (document: Case, kind: string): AnyChange => {
  if (kind === 'put') return put(document);
  return upsert(document.id, (before: Case | undefined) =>
    kind === 'remove' ? undefined : { ...document, title: before?.title ?? document.title },
  );
};

const oneOrMore = <T>(values: readonly T[]) =>
  fc.oneof(fc.constantFrom(...values), fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 }));
const range = <T>(values: readonly T[]) =>
  fc.record({ from: fc.constantFrom(...values), to: fc.constantFrom(...values) }, { requiredKeys: [] });
const question: fc.Arbitrary<Question> = fc.oneof(
  fc.record({
    index: fc.constant('byUnit' as const),
    where: fc.record({ unitIds: oneOrMore(units), lastDay: range(days) }, { requiredKeys: ['unitIds'] }),
  }),
  fc.record({
    index: fc.constant('byStatus' as const),
    where: fc.record(
      { status: oneOrMore(['OPEN', 'FILED']), urgent: fc.boolean(), lastDay: range(days) },
      { requiredKeys: ['status', 'urgent'] },
    ),
  }),
  fc.record({
    index: fc.constant('byTag' as const),
    where: fc.record({ tags: oneOrMore(tags), rank: range([1, 8, 80]) }, { requiredKeys: ['tags'] }),
  }),
  fc.record({ index: fc.constant('byPerson' as const), where: fc.record({ personId: oneOrMore(['p1', 'p2']) }) }),
  fc.record({ index: fc.constant('byTitle' as const), where: fc.record({ title: range(['d', 'k', 'đ']) }, { requiredKeys: [] }) }),
);

const questions = fc.array(
  fc.record({
    scope: fc.record(
      { tenant: fc.constantFrom('x', 'y'), units: fc.uniqueArray(fc.constantFrom(...units)), person: fc.constantFrom('p1', 'p2') },
      { requiredKeys: ['tenant'] },
    ),
    question,
    query: text,
    group: fc.constantFrom<(string | number)[]>([], ['p1'], ['p1', 8], ['p10', 8, 'OPENED']),
    asOf: fc.constantFrom(...days),
    size: fc.integer({ min: 1, max: 3 }),
  }),
  { minLength: 3, maxLength: 6 },
);
