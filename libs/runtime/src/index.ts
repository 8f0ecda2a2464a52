export { businessClock, type BusinessClockOptions, fixedClock, systemClock } from './business-clock.js';
export { type BusinessClock, ClockMovesForwardOnly, type MovableClock } from './clock.js';
export { checkDataFormat, DataFolderIsNewer, DataFolderLocked, lockDataFolder } from './data-folder.js';
export { writeDurably } from './durable-file.js';
export { BadConfiguration, environment } from './environment.js';
export { type HostOptions, hostService, settledTogether } from './host-service.js';
export { derivedId, derivedUuid, newEventId, prefixOf } from './ids.js';
export { type LoggerOptions, newLogger } from './logger.js';
export { type Engines, type HostedService, type ServiceDefinition, type ServiceHealth } from './service.js';
