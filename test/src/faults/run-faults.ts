import { eventStoreFaults } from './event-store/index.js';
import type { FaultRun } from './fault-run.js';
import { platformFaults } from './platform/index.js';
import { readModelsFaults } from './read-models/index.js';
import { processFaults } from './processes/index.js';

// npm run test:faults: the long form of every fault run. A part adds its list here.
const runs: readonly FaultRun[] = [...eventStoreFaults, ...readModelsFaults, ...processFaults, ...platformFaults];
const leastKills = 142;

let kills = 0;
let failed = 0;
for (const { name, run } of runs) {
  const begun = performance.now();
  try {
    const result = await run(true);
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
if (kills < leastKills) {
  failed++;
  console.log(`FAILED  only ${kills} kills, at least ${leastKills} are wanted`);
}
console.log(`${kills} kills; ${runs.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
