import type { Bus } from '@laurel/event-bus';

/** For a service that is tried alone: nobody publishes anything, and nobody listens. */
export const silentBus = (): Bus => {
  const closing = new AbortController();
  return {
    async *subscribe({ signal }) {
      const ended = AbortSignal.any([signal, closing.signal]);
      if (!ended.aborted) await new Promise((resolve) => ended.addEventListener('abort', resolve, { once: true }));
    },
    behind: () => Promise.resolve(false),
    close: () => {
      closing.abort();
      return Promise.resolve();
    },
  };
};
