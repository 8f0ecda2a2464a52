export { businessClock, type BusinessClockOptions, fixedClock, systemClock } from './business-clock.js';
export { type BusinessClock, ClockMovesForwardOnly, type MovableClock } from './clock.js';
export { derivedId, derivedUuid, newEventId, prefixOf } from './ids.js';
export { type Engines, type HostedService, type ServiceDefinition, type ServiceHealth } from './service.js';
