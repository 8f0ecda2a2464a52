import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import type { KafkaLogger } from './kafka-options.js';

interface RequestQueue {
  readonly pending: readonly unknown[];
  readonly inflight: ReadonlyMap<number, { readonly sentAt: number; readonly requestTimeout: number; timeoutRequest(): void }>;
  readonly enforceRequestTimeout: boolean;
  requestTimeoutIntervalId?: NodeJS.Timeout;
  isConnected(): boolean;
  destroy(): void;
  scheduleCheckPendingRequests(): void;
  scheduleRequestTimeoutCheck(): void;
}
type Method = 'scheduleCheckPendingRequests' | 'scheduleRequestTimeoutCheck';

/** Of the methods' sources in kafkajs 2.2.4, for which this was written. */
const knownSources: Readonly<Record<Method, string>> = {
  scheduleCheckPendingRequests: '04347ea969c6f2e3754427c0cbaee0bd4ce947fbd82f7b6e027506a06dfc581a',
  scheduleRequestTimeoutCheck: '4fa2b60aa0fe28a4fefc028706b8de18cdafc88916fae651d8cc5d359cc4553a',
};

const { prototype } = createRequire(import.meta.url)('kafkajs/src/network/requestQueue/index.js') as { readonly prototype: RequestQueue };
const { scheduleCheckPendingRequests, scheduleRequestTimeoutCheck } = prototype;

const calmer: Pick<RequestQueue, Method> & ThisType<RequestQueue> = {
  scheduleCheckPendingRequests() {
    if (this.pending.length > 0) scheduleCheckPendingRequests.call(this);
  },
  scheduleRequestTimeoutCheck() {
    if (!this.enforceRequestTimeout) return;
    this.destroy();
    const look = (): void => {
      const now = Date.now();
      for (const request of [...this.inflight.values()]) if (now - request.sentAt > request.requestTimeout) request.timeoutRequest();
      if (this.isConnected()) this.requestTimeoutIntervalId = setTimeout(look, untilLook());
    };
    this.requestTimeoutIntervalId = setTimeout(look, untilLook());
  },
};

const lookEveryMs = 1_000;
/** Ends for all connections at the same moment, so that a process with many of them is woken once. */
const untilLook = (): number => {
  const left = lookEveryMs - (performance.now() % lookEveryMs);
  return Math.ceil(left < lookEveryMs / 10 ? left + lookEveryMs : left);
};

/**
 * kafkajs looks every millisecond whether a request waits to be sent, on every connection, for ever: its timer is set to a time that has
 * passed. Here it looks only when one waits; `push` and every answer ask by themselves. And it looks for requests that got no answer every
 * second, not ten times, and for all connections together. Another version is left alone, and told of. True when it is calm now.
 */
export const calmRequestQueue = (logger?: KafkaLogger): boolean => {
  if (prototype.scheduleCheckPendingRequests === calmer.scheduleCheckPendingRequests) return true;
  const other = (Object.keys(knownSources) as Method[]).filter((method) => sourceOf(prototype[method]) !== knownSources[method]); // its own keys
  if (other.length > 0) {
    logger?.warn({ methods: other }, 'this kafkajs is another one than its idle timers were calmed for: look at the CPU of idle services');
    return false;
  }
  Object.assign(prototype, calmer);
  return true;
};

/** For the test that shows what happens without it. */
export const restlessRequestQueue = (): void => {
  Object.assign(prototype, { scheduleCheckPendingRequests, scheduleRequestTimeoutCheck });
};

const sourceOf = (method: () => void): string => createHash('sha256').update(method.toString()).digest('hex');
