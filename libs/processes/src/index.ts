export { orderTo } from './order.js';
export { defineProcessEvents, inputsFrom, type OwnEventsOf } from './process-events.js';
export { arm, disarm, timerCollection, timerRow, type TimerRow, type TimerTarget, type TimerTargets } from './timer.js';
