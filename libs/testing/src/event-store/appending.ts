import assert from 'node:assert/strict';
import { EventTooLarge, maximumAppendBytes, StoreUnavailable } from '@laurel/event-sourcing';
import fc from 'fast-check';
import { append, collected, event, ids, outcome, uuid, write } from './events.js';
import { type Property, withStore } from './subject.js';

const conflict = (stream: string, expected: unknown, actual: unknown) => ({
  error: 'ConcurrencyConflict',
  name: 'ConcurrencyConflict',
  code: 'CONCURRENCY_CONFLICT',
  message: undefined,
  stream,
  expected,
  actual,
});
const reused = (stream: string) => ({ error: 'EventIdReused', name: 'EventIdReused', code: 'EVENT_ID_REUSED', message: undefined, stream });

export const appending: readonly Property[] = [
  {
    name: 'expectations hold or are refused with the true revision',
    holds: (trial) =>
      withStore(trial, async ({ store }) => {
        assert.deepEqual(await outcome(store.append([write('a-1', 0, 1)])), conflict('a-1', 0, 'none'));
        assert.deepEqual(await outcome(store.append([write('a-1', 'exists', 1)])), conflict('a-1', 'exists', 'none'));
        assert.equal((await append(store, write('a-1', 'none', 1, 2))).revision, 1);
        assert.deepEqual(await outcome(store.append([write('a-1', 'none', 3)])), conflict('a-1', 'none', 1));
        assert.deepEqual(await outcome(store.append([write('a-1', 0, 3)])), conflict('a-1', 0, 1));
        assert.deepEqual(await outcome(store.append([write('a-1', 2, 3)])), conflict('a-1', 2, 1));
        assert.equal((await append(store, write('a-1', 1, 3))).revision, 2);
        assert.equal((await append(store, write('a-1', 'exists', 4))).revision, 3);
        assert.equal((await append(store, write('a-1', 'any', 5))).revision, 4);
        assert.equal((await append(store, write('b-1', 'any', 6))).revision, 0);
      }),
  },
  {
    name: 'what no store could mean is a TypeError and leaves no trace',
    holds: (trial) =>
      withStore(trial, async ({ store }) => {
        const good = event(1);
        const broken = [
          [],
          [write('a-1', 'any')],
          [write('a-1', 'any', 1, 1)],
          [write('a-1', 'any', 1), write('b-1', 'any', 1)],
          [write('a-1', 'any', 1), write('a-1', 'any', 2)],
          [write('a-1', -1, 1)],
          [write('a-1', 0.5, 1)],
          [write('nodash', 'any', 1)],
          [write('-1', 'any', 1)],
          [write('a-\u0000', 'any', 1)],
          [write('a-\ud800', 'any', 1)],
          [{ stream: 'a-1', expected: 'any' as const, events: [{ ...good, data: undefined }] }],
          [{ stream: 'a-1', expected: 'any' as const, events: [{ ...good, data: { n: 1n } }] }],
          [{ stream: 'a-1', expected: 'any' as const, events: [{ ...good, metadata: { ...good.metadata, id: 'event-1' } }] }],
        ];
        // The type forbids an empty list; a caller without types can still send one.
        for (const writes of broken) await assert.rejects(store.append(writes as never), TypeError);
        assert.equal(await store.head(), undefined);
      }),
  },
  {
    name: 'an append of more than 1 MiB is refused, one of less is taken',
    holds: (trial) =>
      withStore(trial, async ({ store }) => {
        const sized = (size: number) => ({ stream: 'a-1', expected: 'any' as const, events: [event(1, { data: 'ễ'.repeat(size / 3) })] });
        await assert.rejects(store.append([sized(maximumAppendBytes)]), EventTooLarge);
        assert.equal(await store.head(), undefined);
        await store.append([sized(maximumAppendBytes - 1024)]);
      }),
  },
  {
    name: 'P3 of equal expectations exactly one wins, the others learn the true revision',
    holds: (trial) =>
      fc.assert(
        fc.asyncProperty(fc.integer({ min: 2, max: 40 }), fc.boolean(), (crowd, begun) =>
          withStore(trial, async ({ store, another }) => {
            const stores = [store, (await another?.()) ?? store];
            if (begun) await store.append([write('a-1', 'none', 1000)]);
            const outcomes = await Promise.all(
              Array.from({ length: crowd }, (_, index) => outcome(append(stores[index % 2]!, write('a-1', begun ? 0 : 'none', index + 1)))),
            );
            const won = outcomes.filter((one) => (one as { revision?: number }).revision === (begun ? 1 : 0));
            assert.equal(won.length, 1);
            for (const one of outcomes) if (one !== won[0]) assert.deepEqual(one, conflict('a-1', begun ? 0 : 'none', begun ? 1 : 0));
          }),
        ),
        { numRuns: trial.runs },
      ),
  },
  {
    name: 'P7 an append repeated at any time, at once or later, is done once and answered alike',
    holds: (trial) =>
      fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.constantFrom('none', 0, 'exists', 'any'), fc.nat(3), (size, expected, later) =>
          withStore(trial, async ({ store, another }) => {
            if (expected !== 'none') await store.append([write('a-1', 'none', 100)]);
            const mine = write('a-1', expected as 'none', ...Array.from({ length: size }, (_, index) => index + 1));
            const second = (await another?.()) ?? store;
            const [first, ...repeats] = await Promise.all([append(store, mine), append(store, mine), append(second, mine)]);
            for (let index = 0; index < later; index++) await store.append([write('a-1', 'exists', 200 + index)]);
            repeats.push(await append(store, mine), await append(second, mine));
            for (const repeat of repeats) assert.deepEqual(repeat, first);
            const stood = ids(await collected(store.readStream('a-1')));
            const others = Array.from({ length: later }, (_, index) => uuid(200 + index));
            assert.deepEqual(stood, [
              ...(expected === 'none' ? [] : [uuid(100)]),
              ...mine.events.map(({ metadata }) => metadata.id),
              ...others,
            ]);
          }),
        ),
        { numRuns: trial.runs },
      ),
  },
  {
    name: 'P7 a repeat that is partial, shuffled, moved or extended is refused and leaves no trace',
    holds: (trial) =>
      withStore(trial, async ({ store }) => {
        await store.append([write('a-1', 'none', 1, 2, 3)]);
        const before = await collected(store.readAll());
        const wrong = [
          write('a-1', 'none', 2, 1, 3),
          write('a-1', 'none', 1, 2, 3, 4),
          write('a-1', 'none', 4, 1),
          write('a-1', 2, 3),
          write('a-1', 2, 4, 3),
          write('a-1', 2, 4, 5, 1),
          write('a-1', 0, 1, 2, 3),
          write('a-1', 'any', 1, 3),
          write('a-1', 'exists', 3, 4),
          write('a-1', 'any', 3, 2),
        ];
        for (const one of wrong) assert.deepEqual(await outcome(store.append([one])), reused('a-1'));
        assert.deepEqual(await collected(store.readAll()), before);
        assert.deepEqual((await append(store, write('a-1', 2, 9))).revision, 3);
      }),
  },
  {
    name: 'P8 a list of writes is done whole or not at all',
    needs: 'severalWrites',
    holds: (trial) =>
      withStore(trial, async ({ store }) => {
        await store.append([write('a-1', 'none', 1)]);
        assert.deepEqual(await outcome(store.append([write('b-1', 'none', 2), write('a-1', 'none', 3)])), conflict('a-1', 'none', 0));
        assert.deepEqual(await outcome(store.append([write('b-1', 'none', 2), write('a-1', 0, 3, 1)])), reused('a-1'));
        const done = await store.append([write('b-1', 'none', 2, 4), write('a-1', 0, 3)]);
        assert.deepEqual(
          done.map(({ revision }) => revision),
          [1, 1],
        );
        const log = await collected(store.readAll());
        assert.deepEqual(ids(log), [1, 2, 4, 3].map(uuid));
        assert.deepEqual(
          done.map(({ position }) => position),
          [log[2]!.position, log[3]!.position],
        );
        assert.deepEqual(await store.append([write('b-1', 'none', 2, 4), write('a-1', 0, 3)]), done);
        assert.deepEqual(await outcome(store.append([write('b-1', 'none', 2, 4), write('a-1', 1, 5)])), reused('b-1'));
        assert.deepEqual(await collected(store.readAll()), log);
      }),
  },
  {
    name: 'several streams in one append are refused by name, and nothing of them is written',
    lacks: 'severalWrites',
    holds: (trial) =>
      withStore(trial, async ({ store }) => {
        await store.append([write('a-1', 'none', 1)]);
        const several = store.append([write('b-1', 'none', 2), write('a-1', 0, 3)]);
        await assert.rejects(several, (error: Error) => error instanceof TypeError && /to one stream an append/.test(error.message));
        assert.deepEqual(ids(await collected(store.readAll())), [uuid(1)]);
        assert.deepEqual(await collected(store.readStream('b-1')), []);
        assert.equal((await append(store, write('a-1', 0, 3))).revision, 1);
        assert.equal((await append(store, write('b-1', 'none', 2))).revision, 0);
      }),
  },
  {
    name: 'nothing is told, neither success nor refusal, before it is committed',
    needs: 'committed',
    holds: (trial) =>
      withStore(trial, async ({ store, committed }) => {
        const told: number[] = [];
        const note = () => told.push(committed!());
        await Promise.all([
          store.append([write('a-1', 'none', 1)]).then(note),
          store.append([write('a-1', 'none', 2)]).catch(note), // refused because of its sibling
          store.append([write('a-1', 'any', 1, 3)]).catch(note),
          store.append([write('b-1', 'none', 4)]).then(note),
        ]);
        assert.deepEqual(told, [2, 2, 2, 2]);
      }),
  },
  {
    name: 'an append waits for another writer, and nothing stands when it has waited in vain',
    needs: 'whileLocked',
    holds: (trial) =>
      withStore(trial, async ({ store, whileLocked }) => {
        let waiting: Promise<unknown> | undefined;
        await whileLocked!(async () => {
          waiting = outcome(append(store, write('a-1', 'none', 1)));
          await new Promise((resolve) => setTimeout(resolve, 20));
        });
        assert.equal((await (waiting as Promise<{ revision: number }>)).revision, 0);
        await whileLocked!(() => assert.rejects(store.append([write('a-1', 0, 2)]), StoreUnavailable));
        assert.deepEqual(ids(await collected(store.readAll())), [uuid(1)]);
        assert.equal((await append(store, write('a-1', 0, 2))).revision, 1);
      }),
  },
  {
    name: 'a position is never used twice, even when somebody has removed the last event',
    needs: 'removeLast',
    holds: (trial) =>
      withStore(trial, async ({ store, removeLast }) => {
        const { position } = await append(store, write('a-1', 'none', 1));
        await removeLast!();
        assert.ok((await append(store, write('a-1', 'none', 2))).position > position);
      }),
  },
  {
    name: 'after close nothing is taken and what was taken is done',
    holds: (trial) =>
      withStore(trial, async ({ store, another }) => {
        const taken = Array.from({ length: 300 }, (_, index) => append(store, write(`a-${index}`, 'none', index + 1)));
        const other = await another?.();
        await store.close();
        assert.equal((await Promise.all(taken)).length, 300);
        await assert.rejects(store.append([write('b-1', 'none', 999)]), StoreUnavailable);
        await assert.rejects(store.head(), StoreUnavailable);
        await assert.rejects(collected(store.readAll()), StoreUnavailable);
        await assert.rejects(collected(store.readStream('a-1')), StoreUnavailable);
        if (other) assert.equal((await collected(other.readAll())).length, 300);
      }),
  },
  {
    name: 'whoever closes, one at once with another or later, is told when what was taken is done',
    holds: (trial) =>
      withStore(trial, async ({ store, another }) => {
        const other = await another?.();
        const taken = append(store, write('a-1', 'none', 1));
        await Promise.all([store.close(), store.close()]);
        await store.close();
        assert.equal((await taken).revision, 0);
        if (other) assert.deepEqual(ids(await collected(other.readAll())), [uuid(1)]);
      }),
  },
];
