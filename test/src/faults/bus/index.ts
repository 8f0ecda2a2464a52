import type { FaultRun } from '../fault-run.js';
import { anyOrder } from './any-order.js';
import { brokenNetwork } from './broken-network.js';
import { concurrentCommands } from './concurrent-commands.js';
import { frozenMember } from './frozen-member.js';
import { killedConsumer } from './killed-consumer.js';
import { killedRelay } from './killed-relay.js';
import { leaderKilled } from './leader-killed.js';
import { newService } from './new-service.js';
import { poisonParks } from './poison.js';
import { rebalance } from './rebalance.js';

export const busFaults: readonly FaultRun[] = [
  leaderKilled,
  brokenNetwork,
  killedRelay,
  killedConsumer,
  rebalance,
  poisonParks,
  anyOrder,
  newService,
  concurrentCommands,
  frozenMember,
];
