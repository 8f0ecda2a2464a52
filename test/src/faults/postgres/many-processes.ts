import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { migrate, openPostgresEventStore } from '@laurel/event-store-postgres';
import type { FaultRun } from '../fault-run.js';
import { child } from '../kit.js';
import { withOwnPostgres } from './own-postgres.js';
import { checkTold, followed } from './told.js';

/** P4, P5 and P6 across processes. */
export const manyProcesses: FaultRun = {
  name: 'PostgreSQL: many processes write at once; every expectation held at its place, every reader saw a prefix',
  run: (long) =>
    withOwnPostgres(async ({ url }) => {
      await migrate(url);
      const store = await openPostgresEventStore({ url });
      const reader = followed(store);
      const writers = Array.from({ length: 4 }, () => child('postgres/writer', url, '8'));
      await Promise.all(writers.map((writer) => writer.wrote(20)));
      const prefixes: (readonly string[])[] = [];
      const end = performance.now() + (long ? 8000 : 500);
      while (performance.now() < end) {
        const prefix: string[] = [];
        for await (const { metadata } of store.readAll()) prefix.push(metadata.id);
        prefixes.push(prefix);
        await sleep(20);
      }
      assert.deepEqual(await Promise.all(writers.map((writer) => writer.end())), [0, 0, 0, 0]);
      const lines = writers.flatMap((writer) => writer.lines);
      const { log, acknowledged, untold, 'told nothing': refused } = await checkTold(url, lines);
      assert.equal(untold, 0);
      const ids = log.map(({ metadata }) => metadata.id);
      assert.ok(refused > 0, 'they ran into each other');
      assert.ok(prefixes[0]!.length < prefixes.at(-1)!.length, 'it was read while they wrote');
      for (const prefix of prefixes) assert.deepEqual(prefix, ids.slice(0, prefix.length), 'a reader saw a prefix');
      await reader.sawAll(log);
      await store.close();
      return { kills: 0, figures: { processes: 4, events: log.length, acknowledged, refused, 'prefixes read': prefixes.length } };
    }),
};
