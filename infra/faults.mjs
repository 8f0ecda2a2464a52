// npm run test:faults: real processes, real SIGKILL, on real engines of its own. `--long`: the long form of what the engines take part in;
// other words: only the runs that have one of them in their names.
import { join } from 'node:path';
import { addressesOf } from './engines/addresses.mjs';
import { down, sweep, up } from './engines/commands.mjs';
import { startOf } from './engines/processes.mjs';
import { Failed, loudly } from './lib/progress.mjs';
import { build, install, root } from './lib/workspace.mjs';

const folder = join(root, '.engines');
// Never a developer's instance: these are killed, cut off and frozen.
const instance = { folder, name: `faults-${process.pid}` };

/** What a terminal or a CI sends ends the run, not the tidying up. */
const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => interrupted.abort());

const run = async () => {
  await install();
  await build();
  await sweep(folder);
  try {
    const owner = { pid: process.pid, since: startOf(process.pid) };
    const engines = await up({ ...instance, only: ['kafka', 'mongodb', 'postgres', 'toxiproxy'], brokers: 3, owner });
    interrupted.signal.throwIfAborted();
    return await loudly(process.execPath, [join(root, 'test/dist/faults/run-faults.js'), ...process.argv.slice(2)], {
      cwd: root,
      env: { ...process.env, ...addressesOf(engines), LAUREL_TEST_ENGINES: instance.name },
      signal: interrupted.signal,
    });
  } finally {
    await down({ ...instance, fresh: true });
  }
};

try {
  process.exitCode = await run();
} catch (error) {
  if (interrupted.signal.aborted) console.error('It was interrupted; its engines are stopped.');
  else console.error(error instanceof Failed ? error.message : error);
  process.exitCode = 1;
}
