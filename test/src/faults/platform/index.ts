import type { FaultRun } from '../fault-run.js';
import { killedLaurel } from './killed-laurel.js';

export const platformFaults: readonly FaultRun[] = [killedLaurel];
