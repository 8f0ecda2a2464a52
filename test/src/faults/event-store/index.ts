import type { FaultRun } from '../fault-run.js';
import { clockBack } from './clock-back.js';
import { fullDisk } from './full-disk.js';
import { heldLock } from './held-lock.js';
import { killedWriters } from './killed-writers.js';
import { longReader } from './long-reader.js';
import { twoWriters } from './two-writers.js';

export const eventStoreFaults: readonly FaultRun[] = [killedWriters, twoWriters, fullDisk, heldLock, longReader, clockBack];
