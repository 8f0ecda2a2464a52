import { describe, expect, it } from '@jest/globals';
import { defineEvents, type DomainEvent, idOf, type Recorded } from '@laurel/event-sourcing';
import { alter, cursorName, projection, put, type ReadModels, runProjector, upsert } from '@laurel/read-models';
import fc from 'fast-check';
import { z } from 'zod';
import { memoryEventStore, type MemoryEventStore } from '../memory-event-store.js';
import { plainCodec } from '../plain/plain-codec.js';
import { history, project } from '../projected.js';
import { type Case, cases, someCase } from './cases.js';
import type { Subject } from './subject.js';

export const projecting = ({ readModels }: Subject, runs: number): void =>
  describe('a projector', () => {
    it('leaves the same live, rebuilt beside, and folded, however the log was cut and how often it stopped', async () => {
      await liveRebuiltAndFoldedAreEqual(async () => {
        await readModels().drop(cases);
        return readModels();
      }, runs);
    }, 120_000);
  });

const caseEvents = defineEvents('case', {
  CaseOpened: z.object({ unitIds: z.array(z.string()), lastDay: z.string() }),
  CaseFiled: z.object({ title: z.string() }),
  CaseDropped: z.object({}),
});

/** The same events, told for one version of the collection. */
const told = (version: number) => {
  const into = { ...cases, version };
  return projection(into).from(caseEvents, {
    CaseOpened: ({ stream, data, metadata: { tenant } }) => put(someCase(idOf(stream), { tenant, ...data })),
    CaseFiled: ({ stream, data, metadata: { tenant } }) => [
      alter(idOf(stream), (one: Case) => ({ ...one, title: data.title, status: 'FILED' as const, rank: one.rank + 1 })),
      // Of all cases of the tenant, and not safe to do twice.
      upsert('total', (one: Case | undefined) => someCase('total', { tenant, unitIds: [], rank: (one?.rank ?? 0) + 1 })),
    ],
    CaseDropped: ({ stream }) => alter<Case>(idOf(stream), () => undefined),
  });
};

/** P11: built live, in batches of any size, with stops at any place, rebuilt beside, and folded: all the same. */
const liveRebuiltAndFoldedAreEqual = async (makeReadModels: () => Promise<ReadModels>, numRuns: number): Promise<void> =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ stream: fc.constantFrom('1', '2', '3'), title: fc.constantFrom('đăng ký', 'dang', 'thi đua') }), {
        maxLength: 25,
      }),
      fc.array(fc.record({ after: fc.nat(25), batch: fc.integer({ min: 1, max: 7 }) }), { maxLength: 3 }),
      async (steps, stops) => {
        const readModels = await makeReadModels();
        const store = memoryEventStore();
        const events = lifeOf(steps);
        let written = 0;
        for (const { after, batch } of [...stops].sort((a, b) => a.after - b.after)) {
          await append(store, events.slice(written, Math.max(after, written)));
          written = Math.max(after, written);
          await runToHead(store, readModels, [1], batch);
        }
        await append(store, events.slice(written));
        await runToHead(store, readModels, [1, 2], 4);

        const log: Recorded[] = [];
        for await (const event of store.readAll()) log.push(event);
        const fold = [...project(told(1), log)].sort((a, b) => (a.id < b.id ? -1 : 1));
        expect(await documentsOf(readModels, 1)).toEqual(fold);
        expect(await documentsOf(readModels, 2)).toEqual(fold);
        expect(await sumsOf(readModels, 1)).toEqual(await sumsOf(readModels, 2));
        await readModels.drop({ name: cases.name, version: 1 });
        await readModels.drop({ name: cases.name, version: 2 });
      },
    ),
    { numRuns },
  );

interface Told {
  readonly stream: string;
  readonly event: DomainEvent;
}

/** Opened, filed, dropped, opened again: never an event of what is not there. */
const lifeOf = (steps: readonly { readonly stream: string; readonly title: string }[]): readonly Told[] => {
  const stage = new Map<string, number>();
  return steps.map(({ stream, title }) => {
    const at = stage.get(stream) ?? 0;
    stage.set(stream, at + 1);
    const event: DomainEvent = [
      { type: 'CaseOpened', data: { unitIds: ['u1', 'u2'].slice(0, 1 + (at % 2)), lastDay: '2021-01-27' } },
      { type: 'CaseFiled', data: { title } },
      { type: 'CaseDropped', data: {} },
    ][at % 3]!;
    return { stream: `case-${stream}`, event };
  });
};

let ids = 0;
const append = async (store: MemoryEventStore, events: readonly Told[]): Promise<void> => {
  for (const { stream, event } of events) {
    const [recorded] = history(stream, event);
    const id = `01900000-0000-7000-8000-${String(ids++).padStart(12, '0')}`;
    await store.append([{ stream, expected: 'any', events: [{ ...event, version: 1, metadata: { ...recorded!.metadata, id } }] }]);
  }
};

const runToHead = async (store: MemoryEventStore, readModels: ReadModels, versions: readonly number[], batch: number): Promise<void> => {
  const stop = new AbortController();
  const projections = versions.map(told);
  const projector = await runProjector({
    store,
    codec: plainCodec,
    vocabulary: [caseEvents],
    readModels,
    projections,
    signal: stop.signal,
    batch,
  });
  const head = await store.head();
  if (head !== undefined)
    expect([await projector.caughtUp(head, 5000), projector.health().map(({ problem }) => problem)]).toEqual([
      true,
      versions.map(() => undefined),
    ]);
  stop.abort();
  await projector.done;
  for (const { into } of projections) expect(await readModels.position(cursorName(into))).toBe(head);
};

const everyone = { reach: () => ({ tenant: 'ba-dinh' }) };
const documentsOf = async (readModels: ReadModels, version: number): Promise<readonly Case[]> => {
  const { items } = await readModels
    .collection({ ...cases, version })
    .find(everyone, { index: 'byTitle', where: {}, page: { first: 1000 } });
  return items.map(({ document }) => document).sort((a, b) => (a.id < b.id ? -1 : 1));
};
const sumsOf = async (readModels: ReadModels, version: number) => [
  ...(await readModels
    .collection({ ...cases, version })
    .tally({ reach: () => ({ tenant: 'ba-dinh', units: ['u2'] }) }, 'progress', [], '2099-01-01')),
];
