// npm run bench [-- <name> …]: the benchmarks, each in a process of its own, with ratios of one run, medians and spread; JSON beside it.
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Failed, loudly } from './lib/progress.mjs';
import { build, install, root } from './lib/workspace.mjs';

const wanted = process.argv.slice(2);
const folder = join(root, 'test/dist/bench');
const results = join(root, 'bench-results');

try {
  await install();
  await build();
} catch (error) {
  console.error(error instanceof Failed ? error.message : error);
  process.exit(1);
}
mkdirSync(results, { recursive: true });
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.bench.js'))
  .map((file) => file.slice(0, -'.bench.js'.length))
  .filter((name) => wanted.length === 0 || wanted.includes(name));
if (names.length === 0) {
  console.error(`no benchmark is called ${wanted.join(' or ')}`);
  process.exit(1);
}
let failed = 0;
for (const name of names) {
  const one = join(root, 'infra/lib/one-bench.mjs');
  failed +=
    (await loudly(process.execPath, [one, join(folder, `${name}.bench.js`), join(results, `${name}.json`)], { cwd: root })) === 0 ? 0 : 1;
}
process.exit(failed === 0 ? 0 : 1);
