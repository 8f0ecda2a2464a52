export { timerRow, type TimerRow, type TimerTarget, type TimerTargets } from './timer.js';
