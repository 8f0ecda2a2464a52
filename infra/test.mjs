// npm test: everything that needs no server. The last line is the sum.
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { countsIn } from './lib/jest-result.mjs';
import { loudly, Failed } from './lib/progress.mjs';
import { build, install, nxEnvironment, root } from './lib/workspace.mjs';

const projects = () => [
  ...['libs', 'services'].flatMap((top) => readdirSync(join(root, top)).map((name) => join(root, top, name))),
  join(root, 'gateway'),
  join(root, 'test'),
];
const hasSpecs = (project) =>
  readdirSync(join(project, 'src'), { recursive: true }).some((file) => /(?<!\.engine)\.spec\.ts$/.test(String(file)));
const resultOf = (project) => join(project, '.test-result.json');

/** Jest writes one file a project, Nx restores it from its cache. A project that left none did not run. */
const sum = () => {
  let passed = 0;
  let failed = 0;
  for (const project of projects().filter(hasSpecs)) {
    const counts = countsIn(resultOf(project));
    if (!counts) console.log(`no result of ${project.slice(root.length)}`);
    passed += counts?.passed ?? 0;
    failed += counts?.failed ?? 1;
  }
  return { passed, failed };
};

let code = 1;
try {
  await install();
  await build();
  for (const project of projects()) rmSync(resultOf(project), { force: true });
  code = await loudly(
    process.execPath,
    [
      join(root, 'node_modules/nx/dist/bin/nx.js'),
      'run-many',
      '-t',
      'test',
      '--parallel=2',
      '--output-style=stream',
      ...process.argv.slice(2),
    ],
    {
      cwd: root,
      env: nxEnvironment,
    },
  );
} catch (error) {
  console.error(error instanceof Failed ? error.message : error);
  console.log('0 passed, 1 failed');
  process.exit(1);
}
const { passed, failed } = sum();
console.log(`${passed} passed, ${Math.max(failed, code === 0 ? 0 : 1)} failed`);
process.exit(code === 0 && failed === 0 ? 0 : 1);
