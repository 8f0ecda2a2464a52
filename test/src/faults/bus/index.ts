import type { FaultRun } from '../fault-run.js';
import { brokenNetwork } from './broken-network.js';
import { frozenMember } from './frozen-member.js';
import { killedConsumer } from './killed-consumer.js';
import { killedRelay } from './killed-relay.js';
import { leaderKilled } from './leader-killed.js';
import { poisonParks } from './poison.js';
import { rebalance } from './rebalance.js';

export const busFaults: readonly FaultRun[] = [
  leaderKilled,
  brokenNetwork,
  killedRelay,
  killedConsumer,
  rebalance,
  poisonParks,
  frozenMember,
];
