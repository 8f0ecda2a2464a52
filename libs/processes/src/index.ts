export { timerRow, type TimerRow, type TimerTargets } from './timer.js';
