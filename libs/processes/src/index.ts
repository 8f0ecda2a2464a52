export { orderTo } from './order.js';
export { backoff, isPassing, pause, persist, type Problem, type Problems, problems } from './problems.js';
export { defineProcessEvents, inputsFrom, type OwnEventsOf } from './process-events.js';
export { processIndex } from './process-index.js';
export { type Pulse, pulse } from './pulse.js';
export { type ProcessesOptions, runProcesses, type RunningProcesses } from './run-processes.js';
export { type RunningTicker, runTicker, type TickerOptions } from './run-ticker.js';
export { type DerivedUuid, type Envelope, sendOrder, type SendOrder } from './send-order.js';
export { arm, disarm, timerCollection, timerRow, type TimerIndexes, type TimerRow, type TimerTarget, type TimerTargets } from './timer.js';
