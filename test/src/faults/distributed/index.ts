import type { FaultRun } from '../fault-run.js';
import { frozenLeader } from './frozen-leader.js';

export const replicaFaults: readonly FaultRun[] = [frozenLeader];
