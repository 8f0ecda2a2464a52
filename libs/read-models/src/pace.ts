import { setImmediate as nextTurn } from 'node:timers/promises';

/** The event loop is not held longer than this at a stretch by work that could wait. */
const sliceMs = 4;

/** Gives a function to call between steps: it lets others run when this work has had its slice, and does nothing otherwise. */
export const pace = (): (() => Promise<void> | undefined) => {
  let since = performance.now();
  return () => {
    if (performance.now() - since < sliceMs) return undefined;
    return nextTurn().then(() => {
      since = performance.now();
    });
  };
};
