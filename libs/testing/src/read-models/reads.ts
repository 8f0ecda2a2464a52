import { expect } from '@jest/globals';
import type { Scope } from '@laurel/event-sourcing';
import type { ReadModels } from '@laurel/read-models';
import { type Case, cases, type Question } from './cases.js';

export const reader = (scope: Scope) => ({ reach: () => scope });

/** The reads of one reader, unpacked. */
export const reads = (readModels: ReadModels, scope: Scope) => {
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
