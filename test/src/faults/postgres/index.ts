import type { FaultRun } from '../fault-run.js';
import { crashedServer } from './crashed-server.js';
import { frozenWriter } from './frozen-writer.js';
import { idleProcess } from './idle-process.js';
import { killedWriters } from './killed-writers.js';
import { manyProcesses } from './many-processes.js';

export const postgresFaults: readonly FaultRun[] = [manyProcesses, killedWriters, crashedServer, frozenWriter, idleProcess];
