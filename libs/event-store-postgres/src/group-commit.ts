import { type Appended, StoreUnavailable } from '@laurel/event-sourcing';
import type { Writes } from './append-statement.js';
import type { Outcome } from './append-group.js';

interface Waiting {
  readonly writes: Writes;
  readonly bytes: number;
  readonly resolve: (appended: readonly Appended[]) => void;
  readonly reject: (error: Error) => void;
}

const maximumAppends = 256;
const maximumBytes = 256 * 1024;
/** So far down the line one looks for what can share the next transaction. */
const lookedThrough = 2048;

/**
 * Appends that wait at the same time share one transaction; the next one is gathered while one is under way. A group names no stream and no
 * event id twice: whoever asks for the same as one before it comes in a later group, so that siblings never decide about each other.
 */
export const groupCommit = (append: (group: readonly Writes[]) => Promise<readonly Outcome[]>) => {
  let queue: Waiting[] = [];
  let running = false;
  let closed = false;
  let drained: (() => void) | undefined;
  let closing: Promise<void> | undefined;

  const run = async (): Promise<void> => {
    while (queue.length > 0) {
      const group = take();
      const outcomes = await append(group.map(({ writes }) => writes));
      outcomes.forEach((outcome, index) => {
        if (outcome instanceof Error) group[index]!.reject(outcome);
        else group[index]!.resolve(outcome);
      });
    }
    running = false;
    drained?.();
  };

  const take = (): readonly Waiting[] => {
    const group: Waiting[] = [];
    const left: Waiting[] = [];
    const names = new Set<string>();
    let bytes = 0;
    for (const [index, one] of queue.entries()) {
      const own = one.writes.flatMap(({ stream, events }) => [stream, ...events.map(({ id }) => id)]);
      const full = group.length === maximumAppends || (bytes + one.bytes > maximumBytes && group.length > 0);
      if (full || index === lookedThrough) {
        left.push(...queue.slice(index));
        break;
      }
      if (own.some((name) => names.has(name))) {
        left.push(one);
      } else {
        group.push(one);
        bytes += one.bytes;
      }
      // Also of those left behind: nobody may overtake on the same stream.
      for (const name of own) names.add(name);
    }
    queue = left;
    return group;
  };

  return {
    append: (writes: Writes): Promise<readonly Appended[]> =>
      new Promise((resolve, reject) => {
        if (closed) throw new StoreUnavailable('the store is closed');
        queue.push({ writes, bytes: writes.reduce((sum, write) => sum + write.bytes, 0), resolve, reject });
        if (running) return;
        running = true;
        setImmediate(() => void run()); // everything that is ready now asks first
      }),
    /** Takes nothing more; resolves when everything that was taken is told. */
    close: (): Promise<void> => {
      closed = true;
      return (closing ??= running ? new Promise((resolve) => (drained = resolve)) : Promise.resolve());
    },
  };
};
