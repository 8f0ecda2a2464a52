import { setImmediate as macrotask } from 'node:timers/promises';
import type { SubscribeOptions, SubscriptionMessage } from '@laurel/event-sourcing';
import { dense, positionNumber, positionText, recorded, sizeAfter } from '@laurel/event-sourcing/engine-kit';
import { logReader } from './log-reader.js';
import type { Shared } from './shared.js';

/** One message at a time, read when it is asked for: order and back-pressure by construction. */
export async function* subscription(
  { reader, read, head, growth, isClosed }: Shared,
  { after, filter, signal, batch = 256 }: SubscribeOptions,
): AsyncGenerator<SubscriptionMessage, undefined> {
  const log = logReader(reader, filter);
  let at = positionNumber(after);
  let end = await head();
  if (at > end) throw new RangeError(`the log ends at ${positionText(end)}, before position ${after}: is it an older copy?`);
  let size = sizeAfter([], batch);
  let told = false; // that it has caught up

  while (!signal?.aborted && !isClosed()) {
    const ticket = growth.ticket();
    end = await head();
    if (at < end) {
      const { rows, to } = await read(() => log.forward(at, end, size));
      if (filter === undefined) dense(at, rows, to);
      at = to;
      if (rows.length > 0) size = sizeAfter(rows, batch);
      told = false;
      const position = positionText(at);
      yield rows.length > 0 ? { kind: 'events', events: Array.from(rows, recorded), position } : { kind: 'progress', position };
      if (at < end) await macrotask();
    } else if (!told) {
      told = true;
      yield { kind: 'caughtUp' };
    } else {
      await growth.wait(ticket, signal);
    }
  }
  return undefined;
}
