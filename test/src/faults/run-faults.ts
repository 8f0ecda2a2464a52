import { busFaults } from './bus/index.js';
import { replicaFaults } from './distributed/index.js';
import { eventStoreFaults } from './event-store/index.js';
import type { FaultRun } from './fault-run.js';
import { platformFaults } from './platform/index.js';
import { postgresFaults } from './postgres/index.js';
import { readModelsFaults } from './read-models/index.js';
import { processFaults } from './processes/index.js';

// npm run test:faults: the long form of every fault run on the embedded engines, and of those on real servers with `--long`. A part adds its
// list here. Other words: only the runs that have one of them in their names.
const embedded: readonly FaultRun[] = [...eventStoreFaults, ...readModelsFaults, ...processFaults, ...platformFaults];
const distributed: readonly FaultRun[] = [...busFaults, ...postgresFaults, ...replicaFaults];
const leastKills = 142;

const words = process.argv.slice(2).filter((word) => word !== '--long');
const isLong = (run: FaultRun): boolean => embedded.includes(run) || process.argv.includes('--long');
const runs = [...embedded, ...distributed].filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));

let kills = 0;
let failed = 0;
for (const one of runs) {
  const { name, run } = one;
  const begun = performance.now();
  try {
    const result = await run(isLong(one));
    kills += result.kills;
    const figures = Object.entries({ ...(result.kills > 0 && { kills: result.kills }), ...result.figures });
    console.log(
      `passed  ${name} (${((performance.now() - begun) / 1000).toFixed(1)} s): ${figures.map(([key, value]) => `${key} ${value}`).join(', ')}`,
    );
  } catch (error) {
    failed++;
    console.log(`FAILED  ${name}`);
    console.error(error);
  }
}
if (words.length === 0 && kills < leastKills) {
  failed++;
  console.log(`FAILED  only ${kills} kills, at least ${leastKills} are wanted`);
}
console.log(`${kills} kills; ${runs.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 && runs.length > 0 ? 0 : 1;
