import assert from 'node:assert/strict';
import fc from 'fast-check';
import { append, collected, event, write } from './events.js';
import { type Property, withStore } from './subject.js';

const json = fc.jsonValue({ maxDepth: 4, noUnicodeString: false });
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

export const keeping: readonly Property[] = [
  {
    name: 'P12 what is written is what is read, whatever JSON it is',
    holds: (trial) =>
      fc.assert(
        fc.asyncProperty(fc.array(json, { minLength: 1, maxLength: 10 }), fc.string({ unit: 'grapheme', minLength: 1 }), (values, text) =>
          withStore(trial, async ({ store }) => {
            const events = values.map((data, index) => event(index + 1, { data, version: index + 1, type: `Noted${index}` }));
            const stream = `a-${text.replaceAll(/[\p{Cc}\p{Cs}]/gu, '-')}`;
            const { position } = await append(store, { stream, expected: 'none', events });
            const read = await collected(store.readStream(stream));
            assert.deepEqual(
              read.map(({ type, data, version, metadata }) => ({ type, data, version, metadata })),
              asJson(events),
            );
            read.forEach(({ recordedAt }) => assert.match(recordedAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/));
            assert.deepEqual([read.at(-1)!.position, read.at(-1)!.stream], [position, stream]);
            assert.deepEqual(await collected(store.readAll()), read);
          }),
        ),
        { numRuns: trial.runs },
      ),
  },
  {
    name: 'P12 keeps the corners: Vietnamese in both forms, 2^53, null and absent, lone surrogates, 1 MB, what the caller changes later',
    holds: (trial) =>
      withStore(trial, async ({ store }) => {
        const corners = {
          composed: 'Nguyệt Quế',
          decomposed: 'Nguyệt Quế'.normalize('NFD'),
          big: 2 ** 53 - 1,
          beyond: 2 ** 53,
          small: 5e-324,
          zero: -0,
          nothing: null,
          absent: undefined,
          surrogate: 'a\ud800b',
          control: 'a\u0000b\u2028',
          emoji: '🏅',
        };
        const data = { ...corners };
        const appended = append(store, { stream: 'a-1', expected: 'none', events: [event(1, { data })] });
        data.composed = 'changed later';
        await appended;
        const [read] = await collected(store.readStream('a-1'));
        assert.deepEqual(read!.data, asJson(corners));
        const large = 'ễ🏅'.repeat(140_000);
        await append(store, { stream: 'a-2', expected: 'none', events: [event(2, { data: { large } })] });
        assert.equal(((await collected(store.readStream('a-2')))[0]!.data as { large: string }).large, large);
      }),
  },
  {
    name: 'P13 positions compare as text as the log is ordered',
    holds: (trial) =>
      withStore(trial, async ({ store }) => {
        for (let id = 1; id <= 120; id++) await store.append([write('a-1', 'any', id)]);
        const positions = (await collected(store.readAll())).map(({ position }) => position);
        assert.deepEqual(positions.toSorted(), positions);
        assert.equal(new Set(positions).size, 120);
        assert.equal(new Set(positions.map(({ length }) => length)).size, 1);
        assert.equal(await store.head(), positions.at(-1));
        for (const position of positions) assert.match(position, /^[\x21-\x7e]+$/);
      }),
  },
];
