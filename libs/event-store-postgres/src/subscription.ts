import type { SubscribeOptions, SubscriptionMessage } from '@laurel/event-sourcing';
import { dense, positionNumber, positionText, recorded, sizeAfter } from '@laurel/event-sourcing/engine-kit';
import { mostInPage, type Page } from './latest-page.js';
import { logReader } from './log-reader.js';
import type { Shared } from './shared.js';

/** One message at a time, read when it is asked for: order and back-pressure by construction. */
export async function* subscription(
  { read, schema, head, latest, growth, isClosed }: Shared,
  { after, filter, signal, batch = 256 }: SubscribeOptions,
): AsyncGenerator<SubscriptionMessage, undefined> {
  const log = logReader(read, schema, filter);
  let at = positionNumber(after);
  let size = sizeAfter([], Infinity);
  let told = false; // that it has caught up
  const next = async (end: number): Promise<Pick<Page, 'events' | 'to'>> => {
    if (end - at <= Math.min(batch, mostInPage)) {
      const page = await latest(at, end, size, filter);
      size = page.size;
      return page;
    }
    const { rows, to } = await log.forward(at, end, Math.min(batch, size));
    if (filter === undefined) dense(at, rows, to);
    if (rows.length > 0) size = sizeAfter(rows, Infinity);
    return { events: Array.from(rows, recorded), to };
  };
  const over = (): boolean => isClosed() || (signal?.aborted ?? false);

  while (!over()) {
    const ticket = growth.ticket();
    try {
      const end = await head();
      // Also in the middle: a standby that took over may not have all that was acknowledged.
      if (at > end) throw new RangeError(`the log ends at ${positionText(end)}, before position ${positionText(at)}: is it an older copy?`);
      if (at < end) {
        const { events, to } = await next(end);
        if (over()) return undefined;
        at = to;
        told = false;
        const position = positionText(at);
        yield events.length > 0 ? { kind: 'events', events, position } : { kind: 'progress', position };
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
