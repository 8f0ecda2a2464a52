// npm run schema:check: what has changed for front-ends since the last release, graded; 1 when something breaks that was not announced.
// npm run schema:check -- --release: from now on today's schema is the released one.
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Failed, quietly, step } from './lib/progress.mjs';
import { install, root } from './lib/workspace.mjs';

const [released, current] = ['released', 'schema'].map((name) => join(root, `gateway/${name}.graphql`));
try {
  await install();
  const tsc = join(root, 'node_modules/typescript-native/bin/tsc');
  await step('Building', () => quietly(process.execPath, [tsc, '-b', 'gateway'], { cwd: root }));
} catch (error) {
  console.error(error instanceof Failed ? error.message : error);
  process.exit(1);
}
const { schemaChanges } = await import(pathToFileURL(join(root, 'gateway/dist/schema-changes.js')).href);
const today = new Date().toISOString().slice(0, 10);
const changes = await schemaChanges(readFileSync(released, 'utf8'), readFileSync(current, 'utf8'), today);
const grades = [
  ['breaking', 'Breaks front-ends; deprecate it first, with a reason that ends in "remove after YYYY-MM-DD"'],
  ['announced', 'Goes as announced'],
  ['dangerous', 'May surprise'],
  ['safe', 'Safe'],
];
for (const [grade, title] of grades) {
  if (changes[grade].length > 0) console.log(`${title}:\n${changes[grade].map((line) => `  ${line}`).join('\n')}`);
}
if (grades.every(([grade]) => changes[grade].length === 0)) console.log('nothing has changed for front-ends since the last release');
if (process.argv.includes('--release')) {
  copyFileSync(current, released);
  console.log('released: gateway/released.graphql is the schema of today');
} else if (changes.breaking.length > 0) process.exitCode = 1;
