// npm run test:engines: the specs that talk to real engines, on engines of their own. Words are jest's patterns. The last line is the sum.
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { down, downOf, sweep, up } from './engines/commands.mjs';
import { ourselves, owning } from './engines/owner.mjs';
import { addressesOf } from './engines/addresses.mjs';
import { countsIn } from './lib/jest-result.mjs';
import { Failed, loudly } from './lib/progress.mjs';
import { build, install, root } from './lib/workspace.mjs';

const folder = join(root, '.engines');
// Never a developer's instance: its own, with ports of its own, empty.
const instance = { folder, name: `test-${process.pid}` };
const resultFile = join(folder, `${instance.name}.json`);

/** What a terminal or a CI sends ends the run, not the tidying up. */
const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => interrupted.abort());

const sources = () =>
  [
    ...['libs', 'services'].flatMap((top) => readdirSync(join(root, top)).map((name) => join(root, top, name))),
    join(root, 'gateway'),
    join(root, 'test'),
  ]
    .map((project) => join(project, 'src'))
    .filter((source) => readdirSync(source, { recursive: true }).some((file) => String(file).endsWith('.engine.spec.ts')));

const owner = ourselves();

const runJest = (addresses) =>
  loudly(
    process.execPath,
    [
      ...['--experimental-vm-modules', '--no-warnings', join(root, 'node_modules/jest/bin/jest.js')],
      ...['-c', join(root, 'jest.engines.config.mjs'), '--rootDir', root, '--roots', ...sources()],
      ...['--maxWorkers=2', '--json', `--outputFile=${resultFile}`],
      ...process.argv.slice(2),
    ],
    { cwd: root, env: { ...process.env, ...addresses, ...owning(owner) }, signal: interrupted.signal },
  );

const run = async () => {
  await install();
  await build();
  await sweep(folder);
  try {
    const engines = await up({ ...instance, owner, signal: interrupted.signal });
    const code = await runJest(addressesOf(engines));
    const { passed, failed } = countsIn(resultFile) ?? { passed: 0, failed: 1 };
    return { passed, failed: Math.max(failed, code === 0 ? 0 : 1) };
  } finally {
    await down({ ...instance, fresh: true }).finally(() => downOf(folder, owner));
    rmSync(resultFile, { force: true });
  }
};

let result = { passed: 0, failed: 1 };
try {
  result = await run();
} catch (error) {
  if (interrupted.signal.aborted) console.error('It was interrupted; its engines are stopped.');
  else console.error(error instanceof Failed ? error.message : error);
}
console.log(`${result.passed} passed, ${result.failed} failed`);
process.exit(result.failed === 0 ? 0 : 1);
