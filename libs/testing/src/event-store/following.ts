import assert from 'node:assert/strict';
import { categoryOf, type EventFilter, type Recorded } from '@laurel/event-sourcing';
import fc from 'fast-check';
import { append, collected, fill, ids, until, uuid, write } from './events.js';
import { type Property, withStore } from './subject.js';

const filters = fc.record(
  {
    categories: fc.subarray(['plan', 'unit', 'note', 'absent']),
    types: fc.subarray(['NoteAdded', 'NoteStruck', 'NoteLost']),
  },
  { requiredKeys: [] },
);
const matching = ({ categories, types }: EventFilter, log: readonly Recorded[]) =>
  log.filter(({ stream, type }) => (categories?.includes(categoryOf(stream)) ?? true) && (types?.includes(type) ?? true));
const choices = fc.array(fc.nat(30), { maxLength: 40 });
const patience = () => AbortSignal.timeout(5000);

export const followings: readonly Property[] = [
  {
    name: 'P9 a subscription that is cut anywhere and goes on from its last position misses and repeats nothing',
    holds: (trial) =>
      fc.assert(
        fc.asyncProperty(
          choices,
          fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 }),
          filters,
          (chosen, cuts, filter) =>
            withStore(trial, async ({ store }) => {
              await fill(store, chosen.length, (index) => chosen[index]!);
              const events: Recorded[] = [];
              let after: string | undefined;
              for (let cut = 0, ended = false; !ended; cut++) {
                const from = { ...(after && { after }), filter, batch: cuts[cut % cuts.length]!, signal: patience() };
                const { messages, events: more } = await until(store.subscribe(from), ({ kind }) => kind !== 'progress');
                events.push(...more);
                for (const message of messages) if (message.kind !== 'caughtUp') after = message.position;
                ended = messages.at(-1)!.kind === 'caughtUp';
              }
              assert.deepEqual(events, matching(filter, await collected(store.readAll())));
            }),
        ),
        { numRuns: trial.runs },
      ),
  },
  {
    name: 'P10 a filter gives what the full read filtered gives, and progress never passes what was not delivered',
    holds: (trial) =>
      fc.assert(
        fc.asyncProperty(choices, filters, fc.integer({ min: 1, max: 9 }), fc.boolean(), (chosen, filter, batch, backwards) =>
          withStore(trial, async ({ store }) => {
            await fill(store, chosen.length, (index) => chosen[index]!);
            const log = await collected(store.readAll());
            const wanted = matching(filter, log);
            assert.deepEqual(await collected(store.readAll({ filter, backwards })), backwards ? wanted.toReversed() : wanted);
            const { messages, events } = await until(
              store.subscribe({ filter, batch, signal: patience() }),
              ({ kind }) => kind === 'caughtUp',
            );
            assert.deepEqual(events, wanted);
            let delivered = 0;
            let last = '';
            for (const message of messages) {
              if (message.kind === 'caughtUp') continue;
              assert.ok(message.position > last);
              last = message.position;
              if (message.kind === 'events') {
                assert.ok(message.events.length > 0 && message.events.length <= batch && message.events.at(-1)!.position <= last);
                delivered += message.events.length;
              }
              assert.equal(delivered, wanted.filter(({ position }) => position <= last).length);
            }
            assert.equal(last, log.at(-1)?.position ?? '');
          }),
        ),
        { numRuns: trial.runs },
      ),
  },
  {
    name: 'a subscription tells that it has caught up, then waits, and is woken by what is written',
    holds: (trial) =>
      withStore(trial, async ({ store, another }) => {
        for (const [index, writing] of [store, (await another?.()) ?? store].entries()) {
          const end = await store.head();
          const messages = store.subscribe({ ...(end && { after: end }), signal: patience() })[Symbol.asyncIterator]();
          assert.deepEqual((await messages.next()).value, { kind: 'caughtUp' });
          const waiting = messages.next();
          await new Promise((resolve) => setTimeout(resolve, 60));
          const { position } = await append(writing, write('a-1', 'any', index));
          const { value } = await waiting;
          assert.ok(value?.kind === 'events');
          assert.deepEqual([ids(value.events), value.position], [[uuid(index)], position]);
          assert.deepEqual((await messages.next()).value, { kind: 'caughtUp' });
          await messages.return?.();
        }
      }),
  },
  {
    name: 'a subscription ends quietly when its signal aborts, when it is left, and when the store closes',
    holds: (trial) =>
      withStore(trial, async ({ store }) => {
        const controller = new AbortController();
        const closed = collected(store.subscribe());
        await store.append([write('a-1', 'none', 1)]);
        const seen: string[] = [];
        for await (const { kind } of store.subscribe({ signal: controller.signal })) {
          seen.push(kind);
          if (kind === 'caughtUp') setImmediate(() => controller.abort()); // while it waits for more
        }
        assert.deepEqual([seen[0], seen.at(-1)], ['events', 'caughtUp']);
        assert.deepEqual(await collected(store.subscribe({ signal: controller.signal })), []);
        await store.close();
        await closed;
      }),
  },
  {
    name: 'a subscription from beyond the end is told, for the log is an older copy than its reader remembers',
    holds: (trial) =>
      withStore(trial, async ({ store }) => {
        const { position } = await append(store, write('a-1', 'none', 1));
        const beyond = position.replaceAll(/\d/g, '9'); // also where positions are not dense, and the last one may end in 9
        await assert.rejects(collected(store.subscribe({ after: beyond })), RangeError);
      }),
  },
];
