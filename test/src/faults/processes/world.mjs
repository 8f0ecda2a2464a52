// The smallest world of processes, for children that are killed: plain JavaScript on the built packages.
import { appendFileSync, closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { definePublished } from '@laurel/contracts';
import { inProcessBus, mapFrom, runLocalCopy, runRelay } from '@laurel/event-bus';
import { defineEvents, handleCommand, idOf } from '@laurel/event-sourcing';
import { openSqliteEventStore } from '@laurel/event-store-sqlite';
import { arm, defineProcessEvents, inputsFrom, orderTo, processIndex, runProcesses, runTicker, timerCollection } from '@laurel/processes';
import { defineCollection, projection, runProjector, upsert } from '@laurel/read-models';
import { openSqliteReadModels } from '@laurel/read-models/sqlite';
import { derivedUuid, fixedClock, newEventId } from '@laurel/runtime';
import { plainCodec as codec } from '@laurel/testing/plain';
import { z } from 'zod';

export const tenant = 'ba-dinh';
export const at = '2021-01-22T01:00:00.000Z';
const reader = { reach: () => ({ tenant }) };

const listEvents = defineEvents('list', { ListMade: z.object({ count: z.int(), due: z.string() }) });
const boxEvents = defineEvents('box', { BoxOpened: z.object({ due: z.string() }), BoxRang: z.object({}) });
const list = {
  events: listEvents,
  decider: { initial: false, decide: ({ data }, made) => (made ? [] : [{ type: 'ListMade', data }]), evolve: () => true },
  owner: () => ({}),
  creates: ['Make'],
  needs: {},
};
const box = {
  events: boxEvents,
  decider: {
    initial: { opened: false, rung: 0 },
    // Opening and ringing are not idempotent by themselves: a second command would be seen.
    decide: ({ type, data }) => [type === 'Open' ? { type: 'BoxOpened', data } : { type: 'BoxRang', data: {} }],
    evolve: (state, { type }) => (type === 'BoxOpened' ? { ...state, opened: true } : { ...state, rung: state.rung + 1 }),
  },
  owner: () => ({}),
  creates: ['Open'],
  needs: {},
};

const openingEvents = defineProcessEvents('opening', { OpeningBegun: z.object({ count: z.int(), due: z.string(), at: z.string() }) });
const chunk = 50;
const opening = {
  events: openingEvents,
  initial: { next: 0 },
  evolve: (state, event) => {
    if (event.type === 'OpeningBegun') return { begun: event.data, next: 0 };
    return event.type === 'BatchSettled' ? { ...state, next: event.data.number + 1 } : state;
  },
  inputs: inputsFrom(listEvents, {
    ListMade: ({ stream, data, metadata }) => ({
      process: idOf(stream),
      events: () => [{ type: 'OpeningBegun', data: { ...data, at: metadata.at } }],
    }),
  }),
  outstanding: ({ begun, next }) => {
    const left = Math.min(chunk, (begun?.count ?? 0) - next * chunk);
    if (left <= 0) return undefined;
    const orders = Array.from({ length: left }, (_, index) =>
      orderTo(box, String(next * chunk + index), 'Open', { due: begun.due }, begun.at),
    );
    return { number: next, orders };
  },
};

export const timers = timerCollection('box-timers');
const timerRows = projection(timers).from(boxEvents, {
  BoxOpened: (event) =>
    arm(event, { id: idOf(event.stream), due: event.data.due, category: 'box', target: idOf(event.stream), type: 'Ring' }),
});
const boxContract = definePublished('boxes', 'box', {
  BoxOpened: { version: 1, summary: 'Opened.', schema: z.object({ due: z.string() }), example: { due: at } },
});
const publishing = {
  topic: 'laurel.boxes.v1',
  service: 'boxes',
  map: mapFrom(boxEvents, { BoxOpened: ({ data }) => ({ contract: boxContract, type: 'BoxOpened', data }) }),
};
export const ledger = defineCollection({
  name: 'box-ledger',
  version: 1,
  read: 'box.read',
  document: z.object({ id: z.string(), tenant: z.string(), opened: z.int() }),
  key: 'id',
  owner: {},
  indexes: { all: { equal: [], order: ['id'] } },
});
const ledgerOf = (poison) =>
  projection(ledger).from(boxContract, {
    BoxOpened: ({ stream, metadata }) =>
      upsert(stream, (row) => {
        if (poison(stream)) throw new Error(`${stream} is poison`);
        return { id: stream, tenant: metadata.tenant, opened: (row?.opened ?? 0) + 1 };
      }),
  });

/** The engines in a folder, and what can run on them. */
export const world = async (folder) => {
  const store = await openSqliteEventStore({ path: join(folder, 'events.db') });
  const readModels = await openSqliteReadModels({ path: join(folder, 'read.db') });
  await readModels.open([processIndex, timers, ledger]);
  const platform = { store, codec, newEventId };
  const vocabulary = [listEvents, boxEvents, openingEvents];
  const topic = { publishing, store, vocabulary };
  return {
    store,
    readModels,
    make: (count, due = '2021-02-01T01:00:00.000Z') =>
      handleCommand(platform, list, 'l', {
        ...{
          type: 'Make',
          data: { count, due },
          id: 'make',
          hash: 'make',
          at,
          scope: { tenant },
          by: { person: 'per_1' },
          correlationId: 'req_1',
        },
      }),
    processes: () => runProcesses({ platform, readModels, vocabulary, processes: [opening], derivedUuid }),
    relay: (publisher) => runRelay({ topic, publisher, readModels }),
    copy: async (poison, bus = inProcessBus({ topics: [topic], readModels })) =>
      (
        await runLocalCopy(
          { name: 'ledger', topics: [publishing.topic], projections: [ledgerOf(poison)] },
          { bus, readModels, contracts: [boxContract], codec },
        )
      )[0],
    ticker: async (now, platformOf = platform) => {
      const signal = new AbortController().signal;
      const projector = await runProjector({ store, codec, vocabulary, readModels, projections: [timerRows], signal });
      return runTicker({
        clock: fixedClock(now),
        platform: platformOf,
        readModels,
        rows: timers,
        targets: { box: { aggregate: box } },
        armedBy: { categories: ['box'] },
        caughtUp: async () => void (await projector.caughtUp((await store.head()) ?? '', 60_000)),
        derivedUuid,
      });
    },
    platform,
    events: async () => {
      const all = [];
      for await (const { stream, type, data, metadata } of store.readAll())
        all.push({ stream, type, data, at: metadata.at, cause: metadata.causationId });
      return all;
    },
    rows: async () => {
      const found = [];
      let after;
      do {
        const page = await readModels
          .collection(ledger)
          .find(reader, { index: 'all', where: {}, page: { first: 100, ...(after && { after }) } });
        found.push(...page.items.map(({ document }) => [document.id, document.opened]));
        after = page.hasNext ? page.items.at(-1).cursor : undefined;
      } while (after);
      return found;
    },
  };
};

/** A broker as a file of lines, fsynced before it answers; and a bus that gives the whole file from its beginning. */
export const fileBroker = (path) => {
  const lines = () =>
    existsSync(path)
      ? readFileSync(path, 'utf8')
          .trimEnd()
          .split('\n')
          .filter(Boolean)
          .map((line) => JSON.parse(line))
      : [];
  return {
    lines,
    publisher: {
      send: async (_, events) => {
        const file = openSync(path, 'a');
        writeSync(file, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
        fsyncSync(file);
        closeSync(file);
      },
      close: async () => undefined,
    },
    bus: () => {
      let taken = 0;
      return {
        async *subscribe({ topics: [topic], signal }) {
          for (const all = lines(); taken < all.length && !signal.aborted; taken = Math.min(all.length, taken + 7)) {
            yield all.slice(taken, taken + 7).map((event) => ({ topic, event }));
          }
          await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
        },
        behind: async () => taken < lines().length,
        close: async () => undefined,
      };
    },
  };
};

/** Says something to the parent and is sure that it was said. */
export const say = (what) => appendFileSync(1, `${JSON.stringify(what)}\n`);
