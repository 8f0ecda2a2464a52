// Runs what a benchmark's module exports, shows the figures and keeps them: node one-bench.mjs <module> <result.json>
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { pathToFileURL } from 'node:url';

const [module, result] = process.argv.slice(2);
const figures = {};
// What else the machine did, as far as it tells: figures of a loaded machine are worse than ours.
const loadBefore = loadavg()[0];
console.log(`load before: ${loadBefore.toFixed(1)} on ${cpus().length} processors`);
for (const [name, run] of Object.entries(await import(pathToFileURL(module).href))) {
  if (typeof run !== 'function') continue;
  console.log(`== ${name}`);
  figures[name] = await run();
  console.dir(figures[name], { depth: 6 });
}
writeFileSync(
  result,
  `${JSON.stringify({ at: new Date().toISOString(), node: process.version, cpus: cpus().length, load: [loadBefore, loadavg()[0]], figures }, null, 2)}\n`,
);
process.exit(0);
