import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import type { KafkaLogger } from './kafka-options.js';

interface RequestQueue {
  readonly pending: readonly unknown[];
  scheduleCheckPendingRequests(): void;
}

/** Of the method's source in kafkajs 2.2.4, for which this was written. */
const knownSource = '04347ea969c6f2e3754427c0cbaee0bd4ce947fbd82f7b6e027506a06dfc581a';

const { prototype } = createRequire(import.meta.url)('kafkajs/src/network/requestQueue/index.js') as { readonly prototype: RequestQueue };
const original = prototype.scheduleCheckPendingRequests;

/**
 * kafkajs looks every millisecond whether a request waits to be sent, on every connection, for ever: its timer is set to a time that has
 * passed. Here it looks only when one waits; `push` and every answer ask by themselves. Another version is left alone, and told of.
 * True when it is calm now.
 */
export const calmRequestQueue = (logger?: KafkaLogger): boolean => {
  if (prototype.scheduleCheckPendingRequests === calm) return true;
  if (createHash('sha256').update(prototype.scheduleCheckPendingRequests.toString()).digest('hex') !== knownSource) {
    logger?.warn({}, 'this kafkajs is another one than its idle timer was calmed for: look at the CPU of idle services');
    return false;
  }
  prototype.scheduleCheckPendingRequests = calm;
  return true;
};

/** For the test that shows what happens without it. */
export const restlessRequestQueue = (): void => {
  prototype.scheduleCheckPendingRequests = original;
};

function calm(this: RequestQueue): void {
  if (this.pending.length > 0) original.call(this);
}
