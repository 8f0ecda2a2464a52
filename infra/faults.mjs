// npm run test:faults: real processes, real SIGKILL, on real engines of its own. `--long`: the long form of what the engines take part in;
// other words: only the runs that have one of them in their names.
import { join } from 'node:path';
import { addressesOf } from './engines/addresses.mjs';
import { down, downOf, sweep, up } from './engines/commands.mjs';
import { ourselves, owning } from './engines/owner.mjs';
import { loudlyInGroup } from './lib/in-group.mjs';
import { Failed, outliveReaders } from './lib/progress.mjs';
import { build, install, root } from './lib/workspace.mjs';

const folder = join(root, '.engines');
// Never a developer's instance: these are killed, cut off and frozen.
const instance = { folder, name: `faults-${process.pid}` };

/** What a terminal or a CI sends ends the run, not the tidying up. */
const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => interrupted.abort());
outliveReaders();

const owner = ourselves();
/** A stack stops its processes within 25 s. With the engines behind it a CI that ends us has to wait for a minute and more. */
const patience = 30_000;
let stopped = true;

const run = async () => {
  await install();
  await build();
  await sweep(folder);
  stopped = false;
  try {
    const only = ['kafka', 'mongodb', 'postgres', 'toxiproxy'];
    const engines = await up({ ...instance, only, brokers: 3, owner, signal: interrupted.signal });
    return await loudlyInGroup(process.execPath, [join(root, 'test/dist/faults/run-faults.js'), ...process.argv.slice(2)], {
      cwd: root,
      env: { ...process.env, ...addressesOf(engines), ...owning(owner), LAUREL_TEST_ENGINES: instance.name },
      signal: interrupted.signal,
      patience,
    });
  } finally {
    await down({ ...instance, fresh: true }).finally(() => downOf(folder, owner));
    stopped = true;
  }
};

try {
  process.exitCode = await run();
} catch (error) {
  if (interrupted.signal.aborted && stopped) console.error('It was interrupted; its engines are stopped.');
  else console.error(error instanceof Failed ? error.message : error);
  process.exitCode = 1;
}
