import type { FaultRun } from '../fault-run.js';
import { leaderKilled } from './leader-killed.js';

export const busFaults: readonly FaultRun[] = [leaderKilled];
