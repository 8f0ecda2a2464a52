import { describe, expect, it } from '@jest/globals';
import type { Page, PageRequest } from '@laurel/read-models';
import { pageWhere } from './page-where.js';

const numbers = Array.from({ length: 1_000 }, (_, index) => index);
/** An index over the numbers; cursors are the numbers. */
const find = (page: PageRequest): Promise<Page<number>> => {
  const after = 'first' in page ? numbers.filter((n) => page.after === undefined || n > Number(page.after)) : [];
  const before = 'last' in page ? numbers.filter((n) => page.before === undefined || n < Number(page.before)) : [];
  const chosen = 'first' in page ? after.slice(0, page.first) : before.slice(-page.last);
  return Promise.resolve({
    items: chosen.map((document) => ({ cursor: String(document), document })),
    hasNext: 'first' in page && after.length > chosen.length,
    hasPrevious: 'last' in page && before.length > chosen.length,
  });
};
const rare = (n: number) => n % 300 === 7; // 7, 307, 607, 907
const found = async (page: PageRequest, keep = rare) => {
  const { items, hasNext, hasPrevious } = await pageWhere(find, page, keep);
  return [items.map(({ document }) => document), hasPrevious, hasNext];
};

describe('a page of those that pass', () => {
  it('is filled over many pages of the index', async () => {
    expect(await found({ first: 2 })).toEqual([[7, 307], false, true]);
    expect(await found({ first: 2, after: '307' })).toEqual([[607, 907], true, false]);
    expect(await found({ first: 5, after: '907' })).toEqual([[], true, false]);
  });

  it('goes backwards too', async () => {
    expect(await found({ last: 3 })).toEqual([[307, 607, 907], true, false]);
    expect(await found({ last: 3, before: '307' })).toEqual([[7], false, true]);
  });

  it('is empty where nothing passes', async () => expect(await found({ first: 1 }, () => false)).toEqual([[], false, false]));
});
