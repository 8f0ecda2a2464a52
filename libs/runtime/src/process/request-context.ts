import { AsyncLocalStorage } from 'node:async_hooks';

/** Whose work this is, for the log. */
export interface RequestIds {
  readonly requestId?: string;
  readonly correlationId?: string;
}

const storage = new AsyncLocalStorage<RequestIds>();

/** Every log line of the work, however deep, holds these ids. */
export const withRequest = <T>(ids: RequestIds, work: () => T): T => storage.run({ ...storage.getStore(), ...ids }, work);

export const currentRequest = (): RequestIds | undefined => storage.getStore();
