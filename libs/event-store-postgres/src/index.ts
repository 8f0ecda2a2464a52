export { GapInLog } from '@laurel/event-sourcing/engine-kit';
export { openPostgresEventStore, type PostgresEventStoreOptions } from './open-postgres-event-store.js';
export { migrate, type Migrated, type MigrateOptions } from './migrate.js';
export { PostgresSchemaOutdated, PostgresStoreUnusable } from './unusable.js';
