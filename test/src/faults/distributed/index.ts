import type { FaultRun } from '../fault-run.js';
import { exchangedReleases } from './exchanged-releases.js';
import { frozenLeader } from './frozen-leader.js';
import { killedReplicas } from './killed-replicas.js';
import { lostCommits } from './lost-commits.js';
import { primaryGone } from './primary-gone.js';
import { stoppedStack } from './stopped-stack.js';
import { thousandCommands } from './thousand-commands.js';

export const replicaFaults: readonly FaultRun[] = [
  frozenLeader,
  primaryGone,
  lostCommits,
  thousandCommands,
  exchangedReleases,
  killedReplicas,
  stoppedStack,
];
