import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { migrate } from '@laurel/event-store-postgres';
import type { Program } from '@laurel/testing/program';
import pg from 'pg';
import type { FaultRun } from '../fault-run.js';
import { between, child } from '../kit.js';
import { withOwnPostgres } from './own-postgres.js';
import { checkTold } from './told.js';

/** Below what an append waits for the lock (5 s), which one that is held would take: a frozen process holds none, the rest is the machine's. */
const boundMs = 4000;

/** A process is frozen at any moment, in the middle of an append too; sometimes its connections are ended before it wakes. */
export const frozenWriter: FaultRun = {
  name: 'PostgreSQL: a process that is frozen holds up nobody, and is told rightly when it wakes',
  run: (long) =>
    withOwnPostgres(async ({ url }) => {
      await migrate(url);
      const beside = new pg.Client(url);
      await beside.connect();
      const others = [child('postgres/writer', url, '4'), child('postgres/writer', url, '4')];
      const frozen = child('postgres/writer', `${url}?application_name=frozen`, '16');
      await Promise.all([...others, frozen].map((writer) => writer.wrote(20)));
      let longest = 0;
      let ended = 0;
      const rounds = long ? 60 : 8;
      for (let round = 0; round < rounds; round++) {
        await sleep(between(0, 40));
        frozen.process.kill('SIGSTOP');
        longest = Math.max(longest, await silence(others[round % 2]!));
        if (round % 4 === 0) {
          const { rowCount } = await beside.query(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'frozen'",
          );
          ended += rowCount ?? 0;
        }
        const before = frozen.lines.length;
        frozen.process.kill('SIGCONT');
        await frozen.wrote(before + 5);
      }
      assert.ok(ended > 0, 'connections of the frozen one were ended');
      assert.ok(longest < boundMs, `the others were held up for ${longest} ms`);
      const writers = [...others, frozen];
      assert.deepEqual(await Promise.all(writers.map((writer) => writer.end())), [0, 0, 0]);
      const lines = writers.flatMap((writer) => writer.lines);
      const { log, untold, 'told nothing': nothing } = await checkTold(url, lines);
      assert.equal(untold, 0);
      await beside.end();
      const figures = { frozen: rounds, 'connections ended': ended, events: log.length, 'told nothing': nothing };
      return { kills: 0, figures: { ...figures, 'others waited at most ms': Math.round(longest) } };
    }),
};

/** How long it takes a writer to be told of twenty more appends: longer than each of them waited. */
const silence = async (writer: Program): Promise<number> => {
  const begun = performance.now();
  await writer.wrote(writer.lines.length + 20);
  return performance.now() - begun;
};
