import type { FaultRun } from '../fault-run.js';
import { killedProjector } from './killed-projector.js';
import { zombieProjector } from './zombie-projector.js';

export const readModelsFaults: readonly FaultRun[] = [killedProjector, zombieProjector];
