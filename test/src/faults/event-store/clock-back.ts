import assert from 'node:assert/strict';
import { join } from 'node:path';
import { openSqliteEventStore } from '@laurel/event-store-sqlite';
import { newEventId } from '@laurel/runtime';
import type { FaultRun } from '../fault-run.js';
import { inFolder } from '../kit.js';
import { appendOne } from './append-one.js';

/** F11: the machine's clock goes back an hour between two appends. */
export const clockBack: FaultRun = {
  name: 'F11 a clock that goes back an hour changes neither the order of the log nor the order of ids',
  run: () =>
    inFolder(async (folder) => {
      const store = await openSqliteEventStore({ path: join(folder, 'events.db') });
      const real = globalThis.Date;
      const ids: string[] = [];
      try {
        for (let number = 0; number < 60; number++) {
          if (number === 30) globalThis.Date = earlier(real, 3_600_000);
          ids.push(newEventId());
          await appendOne(store, 'log-1', number === 0 ? 'none' : number - 1, number);
        }
      } finally {
        globalThis.Date = real;
      }
      const numbers: number[] = [];
      const recordedAt: string[] = [];
      for await (const event of store.readAll()) {
        numbers.push((event.data as { number: number }).number);
        recordedAt.push(event.recordedAt);
      }
      await store.close();
      assert.deepEqual(numbers, [...Array(60).keys()]);
      assert.ok(recordedAt[30]! < recordedAt[0]!, 'the clock did go back');
      assert.deepEqual(ids.toSorted(), ids);
      assert.equal(new Set(ids).size, 60);
      return { kills: 0, figures: { events: 60 } };
    }),
};

const earlier = (real: DateConstructor, by: number): DateConstructor =>
  new Proxy(real, {
    construct: (target, args: unknown[]) => Reflect.construct(target, args.length === 0 ? [target.now() - by] : args) as Date,
    get: (target, key) => (key === 'now' ? () => target.now() - by : Reflect.get(target, key)),
  });
