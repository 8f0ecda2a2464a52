import { constants } from 'node:os';
import { busFaults } from './bus/index.js';
import { replicaFaults } from './distributed/index.js';
import { eventStoreFaults } from './event-store/index.js';
import type { FaultRun } from './fault-run.js';
import { platformFaults } from './platform/index.js';
import { postgresFaults } from './postgres/index.js';
import { readModelsFaults } from './read-models/index.js';
import { processFaults } from './processes/index.js';
import { within } from './within.js';

// npm run test:faults: the long form of every fault run on the embedded engines, and of those on real servers with `--long`. A part adds its
// list here. Other words: only the runs that have one of them in their names.
const embedded: readonly FaultRun[] = [...eventStoreFaults, ...readModelsFaults, ...processFaults, ...platformFaults];
const distributed: readonly FaultRun[] = [...busFaults, ...postgresFaults, ...replicaFaults];
const leastKills = 144;
/** Many times what any of them takes: who has not ended by then waits for something that never comes. */
const longestSeconds = { embedded: 300, short: 240, long: 1800 };

const words = process.argv.slice(2).filter((word) => word !== '--long');
const wantsLong = process.argv.includes('--long');
const runs = [...embedded, ...distributed].filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));

/** An exit, so that who listens to it takes along what he has started; the other processes of the group are ended by infra/faults.mjs. */
for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(128 + constants.signals[signal]));
// Whoever started it is gone, and ends nothing any more: its whole group is told.
process.once('disconnect', () => process.kill(0, 'SIGTERM'));

let kills = 0;

/** `stuck`: it failed and has not ended either. What it goes on with would disturb the others. */
const outcomeOf = async ({ name, run }: FaultRun, isEmbedded: boolean): Promise<'passed' | 'failed' | 'stuck'> => {
  const begun = performance.now();
  const seconds = isEmbedded ? longestSeconds.embedded : wantsLong ? longestSeconds.long : longestSeconds.short;
  let hasEnded = false;
  const ended = () => run(isEmbedded || wantsLong).finally(() => (hasEnded = true));
  try {
    const result = await within(seconds, () => Promise.resolve('it has not even failed'), ended);
    kills += result.kills;
    const figures = Object.entries({ ...(result.kills > 0 && { kills: result.kills }), ...result.figures });
    const took = ((performance.now() - begun) / 1000).toFixed(1);
    console.log(`passed  ${name} (${took} s): ${figures.map(([key, value]) => `${key} ${value}`).join(', ')}`);
    return 'passed';
  } catch (error) {
    console.log(`FAILED  ${name}`);
    console.error(error);
    return hasEnded ? 'failed' : 'stuck';
  }
};

const outcomes: ('passed' | 'failed' | 'stuck')[] = [];
for (const one of runs) {
  outcomes.push(await outcomeOf(one, embedded.includes(one)));
  if (outcomes.at(-1) === 'stuck') break;
}
const left = runs.length - outcomes.length;
if (left > 0) console.log(`FAILED  ${left} more were not begun`);
const passed = outcomes.filter((outcome) => outcome === 'passed').length;
let failed = runs.length - passed;
if (words.length === 0 && kills < leastKills) {
  failed++;
  console.log(`FAILED  only ${kills} kills, at least ${leastKills} are wanted`);
}
console.log(`${kills} kills`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && runs.length > 0 ? 0 : 1); // whatever a failed run has left open
