import { describe, expect, it } from '@jest/globals';
import { type AnyChange, put, upsert } from '@laurel/read-models';
import fc from 'fast-check';
import { type Case, cases, folded, oracle, type Question } from './cases.js';
import { reads } from './reads.js';
import type { Subject } from './subject.js';

export const anyHistory = ({ readModels }: Subject, runs: number): void =>
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
            await readModels().transaction(async (tx) => {
              for (const { tenant, change } of part) await tx.apply(cases, tenant, [change]);
            });
          }
          const expected = oracle(folded(changes));
          for (const { scope, question, query, group, asOf, size } of asked) {
            const here = { ...scope, tenant: inWorld(scope.tenant) };
            const reading = reads(readModels(), here);
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
