import type { FaultRun } from '../fault-run.js';
import { fanOutFault } from './fan-out.js';
import { parkingFault } from './parking.js';
import { relayFault } from './relay.js';
import { tickerFault } from './ticker.js';

export const processFaults: readonly FaultRun[] = [fanOutFault, relayFault, parkingFault, tickerFault];
