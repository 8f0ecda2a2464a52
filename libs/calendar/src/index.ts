export * from './advice.js';
export * from './day.js';
export * from './days-off/year-of-days-off.js';
export * from './deadline-rule.js';
export * from './deadline.js';
export * from './period.js';
export * from './working-days.js';
