import { expect, it } from '@jest/globals';
import type { Page, PageRequest } from './collection.js';
import { allDocuments } from './every-document.js';

it('every document of a question is given once, over many pages', async () => {
  const numbers = Array.from({ length: 250 }, (_, index) => index);
  const asked: PageRequest[] = [];
  const find = async (page: PageRequest): Promise<Page<number>> => {
    asked.push(page);
    const from = 'first' in page && page.after !== undefined ? Number(page.after) + 1 : 0;
    const some = numbers.slice(from, from + 100);
    return {
      items: some.map((document) => ({ cursor: String(document), document })),
      hasNext: from + 100 < numbers.length,
      hasPrevious: from > 0,
    };
  };
  expect(await allDocuments(find)).toEqual(numbers);
  expect(asked).toEqual([{ first: 100 }, { first: 100, after: '99' }, { first: 100, after: '199' }]);
});
