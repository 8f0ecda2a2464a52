import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';

/** Of the driver's pool of connections what concerns its timer. */
interface Pool {
  readonly options: { readonly minPoolSize: number };
  minPoolSizeTimer?: NodeJS.Timeout;
  ensureMinPoolSize(): void;
}

/** Of the method's source in mongodb 7.8.0, for which this was written. */
const knownSource = '8d65d457f1c2a6caff589fe90f7cee65bcb08ae7fc0afb7fad755318b7089c94';
const lookEveryMs = 1000;

// The driver that mongoose brings.
const driver = createRequire(createRequire(import.meta.url).resolve('mongoose'));
const { prototype } = (driver('mongodb/lib/cmap/connection_pool.js') as { readonly ConnectionPool: { readonly prototype: Pool } })
  .ConnectionPool;
const { ensureMinPoolSize } = prototype;

function calmer(this: Pool): void {
  const before = this.minPoolSizeTimer;
  ensureMinPoolSize.call(this);
  if (this.minPoolSizeTimer === before || this.options.minPoolSize > 0) return;
  clearTimeout(this.minPoolSizeTimer);
  this.minPoolSizeTimer = setTimeout(() => this.ensureMinPoolSize(), lookEveryMs);
}

/**
 * The driver looks ten times a second whether a pool has the connections that it is to keep, and has no option for it: half of what an
 * idle connection to MongoDB costs. Here it looks every second where none are to be kept; whoever takes a connection looks at that one by
 * itself. Another version of the driver is left alone, and told of. True when it is calm now.
 */
export const calmPools = (logger?: { warn(message: string): void }): boolean => {
  if (prototype.ensureMinPoolSize === calmer) return true;
  if (createHash('sha256').update(prototype.ensureMinPoolSize.toString()).digest('hex') !== knownSource) {
    logger?.warn('this driver of MongoDB is another one than its pools were calmed for: look at the CPU of idle services');
    return false;
  }
  prototype.ensureMinPoolSize = calmer;
  return true;
};

/** For the test that shows what happens without it. */
export const restlessPools = (): void => {
  prototype.ensureMinPoolSize = ensureMinPoolSize;
};
