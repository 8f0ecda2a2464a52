import assert from 'node:assert/strict';
import type { Appended, EventStore, Expected, Recorded } from '@laurel/event-sourcing';
import fc from 'fast-check';
import { append, collected, event, fill, ids, until, uuid, write } from './events.js';
import { type Property, withStore } from './subject.js';

/** An acknowledged append. */
export interface Done {
  readonly stream: string;
  readonly expected: Expected;
  readonly ids: readonly string[];
  readonly appended: Appended;
}

const streams = ['a-1', 'a-2', 'b-1'];

/** One client that appends under random expectations, and what of it was acknowledged. */
const client = async (
  store: EventStore,
  number: number,
  steps: readonly { readonly stream: number; readonly expected: number; readonly size: number }[],
) => {
  const done: Done[] = [];
  let id = number * 1000;
  for (const step of steps) {
    const stream = streams[step.stream]!;
    const expected: Expected = (['none', 'exists', 'any'] as const)[step.expected] ?? step.expected - 3;
    const one = write(stream, expected, ...Array.from({ length: step.size }, () => id++));
    const appended = await append(store, one).catch(() => undefined);
    if (appended) done.push({ stream, expected, ids: one.events.map(({ metadata }) => metadata.id), appended });
  }
  return done;
};

/** Replays the log: P2 dense revisions, P4 every expectation held at its place, P5 nothing stands between the events of one append. */
export const checkHistory = (log: readonly Recorded[], done: readonly Done[]): void => {
  const byLast = new Map(done.map((one) => [one.appended.position, one]));
  const heads = new Map<string, number>();
  let index = 0;
  while (index < log.length) {
    const last = log.slice(index).findIndex(({ position }) => byLast.has(position));
    assert.ok(last >= 0, 'an event that no acknowledged append wrote');
    const block = log.slice(index, index + last + 1);
    const { stream, expected, ids: wanted, appended } = byLast.get(block.at(-1)!.position)!;
    assert.deepEqual(ids(block), wanted);
    const head = heads.get(stream) ?? -1;
    assert.ok(expected === 'any' || (expected === 'none' ? head < 0 : expected === 'exists' ? head >= 0 : head === expected));
    block.forEach((one, offset) => assert.deepEqual([one.stream, one.revision], [stream, head + 1 + offset]));
    assert.equal(block.at(-1)!.revision, appended.revision);
    heads.set(stream, appended.revision);
    index += block.length;
  }
  assert.equal(heads.size === 0, done.length === 0);
  assert.equal(
    log.length,
    done.reduce((sum, one) => sum + one.ids.length, 0),
  );
};

const step = fc.record({ stream: fc.nat(2), expected: fc.nat(8), size: fc.integer({ min: 1, max: 3 }) });
const increasing = (log: readonly Recorded[]) => log.every(({ position }, index) => index === 0 || position > log[index - 1]!.position);

export const histories: readonly Property[] = [
  {
    name: 'P2 P4 P5 concurrent appends leave a log in which every expectation held at its place',
    holds: (trial) =>
      fc.assert(
        fc.asyncProperty(fc.array(fc.array(step, { maxLength: 12 }), { minLength: 2, maxLength: 6 }), (clients) =>
          withStore(trial, async ({ store, another }) => {
            const stores = [store, (await another?.()) ?? store];
            const done = await Promise.all(clients.map((steps, index) => client(stores[index % 2]!, index + 1, steps)));
            const log = await collected(store.readAll());
            checkHistory(log, done.flat());
            for (const stream of streams) {
              assert.deepEqual(
                await collected(stores[1]!.readStream(stream)),
                log.filter((one) => one.stream === stream),
              );
            }
          }),
        ),
        { numRuns: trial.runs },
      ),
  },
  {
    name: 'P6 every reader, at every moment, sees a prefix of the log',
    holds: (trial) =>
      fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 7 }), (count, batch) =>
          withStore(trial, async ({ store, another }) => {
            const reading = (await another?.()) ?? store;
            const prefixes: string[][] = [];
            let writing = true;
            const reader = async () => {
              do {
                prefixes.push([...ids(await collected(reading.readAll()))]);
                await new Promise((resolve) => setImmediate(resolve));
              } while (writing);
            };
            const follower = async (from: EventStore) => {
              const followed = await until(from.subscribe({ batch }), (_, events) => events.length === count);
              assert.ok(increasing(followed.events));
              prefixes.push([...ids(followed.events)]);
            };
            const following = [reader(), follower(store), follower(reading)];
            await Promise.all(Array.from({ length: count }, (_, index) => append(store, write(`a-${index % 4}`, 'any', index + 1))));
            writing = false;
            await Promise.all(following);
            const log = ids(await collected(store.readAll()));
            for (const prefix of prefixes) assert.deepEqual(prefix, log.slice(0, prefix.length));
          }),
        ),
        { numRuns: trial.runs },
      ),
  },
  {
    name: 'a stream is read whole, from anywhere, in both directions, to any limit',
    holds: (trial) =>
      fc.assert(
        fc.asyncProperty(fc.integer({ min: 0, max: 1300 }), fc.option(fc.nat(1400)), fc.option(fc.nat(1400)), (count, from, limit) =>
          withStore(trial, async ({ store }) => {
            for (let begin = 0; begin < count; begin += 100) {
              const size = Math.min(100, count - begin);
              await store.append([
                { stream: 'a-1', expected: 'any', events: Array.from({ length: size }, (_, index) => event(begin + index)) },
              ]);
            }
            await store.append([write('a-10', 'none', 5000)]);
            const all = Array.from({ length: count }, (_, index) => uuid(index));
            const options = { ...(from !== null && { from }), ...(limit !== null && { limit }) };
            assert.deepEqual(ids(await collected(store.readStream('a-1', options))), all.slice(from ?? 0).slice(0, limit ?? undefined));
            assert.deepEqual(
              ids(await collected(store.readStream('a-1', { ...options, backwards: true }))),
              all
                .slice(0, from === null ? undefined : from + 1)
                .reverse()
                .slice(0, limit ?? undefined),
            );
            assert.deepEqual(await collected(store.readStream('nothing-1')), []);
          }),
        ),
        { numRuns: Math.ceil(trial.runs / 4), examples: [[1300, null, null]] },
      ),
  },
  {
    name: 'the log is read from anywhere to anywhere, in both directions, to any limit, and ends where it began to be read',
    holds: (trial) =>
      fc.assert(
        fc.asyncProperty(
          fc.array(fc.nat(30), { minLength: 1, maxLength: 40 }),
          fc.tuple(fc.option(fc.nat(39)), fc.option(fc.nat(39)), fc.option(fc.nat(45)), fc.boolean()),
          (choices, [after, end, limit, backwards]) =>
            withStore(trial, async ({ store }) => {
              await fill(store, choices.length, (index) => choices[index]!);
              const log = await collected(store.readAll());
              assert.equal(log.length, choices.length);
              const at = (index: number | null) => (index === null ? undefined : log[index % log.length]!.position);
              const [first, last] = [at(after), at(end)];
              const options = { ...(first && { after: first }), ...(last && { until: last }), ...(limit !== null && { limit }), backwards };
              const within = ({ position }: Recorded) =>
                backwards
                  ? !(first && position >= first) && !(last && position < last)
                  : !(first && position <= first) && !(last && position > last);
              const wanted = log.filter(within);
              assert.deepEqual(
                await collected(store.readAll(options)),
                (backwards ? wanted.reverse() : wanted).slice(0, limit ?? undefined),
              );

              const reading = store.readAll()[Symbol.asyncIterator]();
              await reading.next();
              await store.append([write('a-1', 'any', 4000)]);
              const rest = await collected({ [Symbol.asyncIterator]: () => reading });
              assert.equal(rest.length, log.length - 1);
            }),
        ),
        { numRuns: trial.runs },
      ),
  },
];
