import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { businessClock, fixedClock } from '@laurel/runtime';
import { describeClock } from './clock-conformance.js';

const withStart = (start: string | undefined) => (start === undefined ? {} : { start });

describeClock('a fixed clock', async (start) => ({ clock: fixedClock(start ?? '2021-01-22T01:00:00Z'), stands: true }));

describeClock('a clock in memory', async (start) => ({ clock: businessClock(withStart(start)) }));

describeClock('a clock in a file', async (start) => {
  const folder = await mkdtemp(join(tmpdir(), 'laurel-clock-'));
  const open = (begin?: string) => businessClock({ path: join(folder, 'clock.json'), ...withStart(begin) });
  return { clock: open(start), reopen: async (again) => open(again), clean: () => rm(folder, { recursive: true }) };
});
