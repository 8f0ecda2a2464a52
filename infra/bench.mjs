// npm run bench [-- <name> … --large]: the benchmarks, each in a process of its own, with ratios of one run, medians and spread; JSON beside
// it. What begins with -- is for the benchmarks.
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Failed, loudly } from './lib/progress.mjs';
import { build, install, root } from './lib/workspace.mjs';

const words = process.argv.slice(2);
const options = words.filter((word) => word.startsWith('--'));
const wanted = words.filter((word) => !word.startsWith('--'));
// A benchmark of one part lies in the part; those of several parts together lie in test.
const folders = ['test/dist/bench', 'services/plans/dist/reading'].map((folder) => join(root, folder));
const results = join(root, 'bench-results');

try {
  await install();
  await build();
} catch (error) {
  console.error(error instanceof Failed ? error.message : error);
  process.exit(1);
}
mkdirSync(results, { recursive: true });
const benches = folders
  .filter((folder) => existsSync(folder))
  .flatMap((folder) => readdirSync(folder).map((file) => join(folder, file)))
  .filter((file) => file.endsWith('.bench.js'))
  .map((file) => ({ file, name: basename(file, '.bench.js') }))
  .filter(({ name }) => wanted.length === 0 || wanted.includes(name));
if (benches.length === 0) {
  console.error(`no benchmark is called ${wanted.join(' or ')}`);
  process.exit(1);
}
let failed = 0;
for (const { file, name } of benches) {
  const one = join(root, 'infra/lib/one-bench.mjs');
  const ended = await loudly(process.execPath, [one, file, join(results, `${name}.json`), ...options], { cwd: root });
  failed += ended === 0 ? 0 : 1;
}
process.exit(failed === 0 ? 0 : 1);
