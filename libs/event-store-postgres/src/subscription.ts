import type { SubscribeOptions, SubscriptionMessage } from '@laurel/event-sourcing';
import { logReader } from './log-reader.js';
import { positionNumber, positionText } from './position.js';
import { recorded, type Row } from './rows.js';
import type { Shared } from './shared.js';

/** A position is missing: on this engine positions are dense, so something that was acknowledged is gone or was never seen. */
export class GapInLog extends Error {
  override readonly name = 'GapInLog';
  readonly code = 'GAP_IN_LOG';
  constructor(
    readonly expected: string,
    readonly found: string,
  ) {
    super(`the log goes from before ${expected} to ${found}: positions in between are missing`);
  }
}

/** One message at a time, read when it is asked for: order and back-pressure by construction. */
export async function* subscription(
  { read, schema, head, growth, isClosed }: Shared,
  { after, filter, signal, batch = 256 }: SubscribeOptions,
): AsyncGenerator<SubscriptionMessage, undefined> {
  const log = logReader(read, schema, filter);
  let at = positionNumber(after);
  let told = false; // that it has caught up
  const over = (): boolean => isClosed() || (signal?.aborted ?? false);

  while (!over()) {
    const ticket = growth.ticket();
    try {
      const end = await head();
      // Also in the middle: a standby that took over may not have all that was acknowledged.
      if (at > end) throw new RangeError(`the log ends at ${positionText(end)}, before position ${positionText(at)}: is it an older copy?`);
      if (at < end) {
        const { rows, to } = await log.forward(at, end, batch);
        if (filter === undefined) dense(at, rows, to);
        if (over()) return undefined;
        at = to;
        told = false;
        const position = positionText(at);
        yield rows.length > 0 ? { kind: 'events', events: Array.from(rows, recorded), position } : { kind: 'progress', position };
        continue;
      }
    } catch (error) {
      if (over()) return undefined;
      throw error;
    }
    if (!told) {
      told = true;
      yield { kind: 'caughtUp' };
    } else {
      await growth.wait(ticket, signal);
    }
  }
  return undefined;
}

const dense = (after: number, rows: readonly Row[], to: number): void => {
  const hole = rows.findIndex(([position], index) => position !== after + 1 + index);
  if (hole >= 0) throw new GapInLog(positionText(after + 1 + hole), positionText(rows[hole]![0]));
  if (after + rows.length !== to) throw new GapInLog(positionText(after + rows.length + 1), positionText(to));
};
