import { setImmediate as macrotask } from 'node:timers/promises';
import { type Recorded, StoreUnavailable, type SubscribeOptions, type SubscriptionMessage } from '@laurel/event-sourcing';
import { matches } from '@laurel/event-sourcing/engine-kit';
import type { LogReader } from './log-reader.js';
import { positionOf } from './position.js';
import type { Tail } from './tail.js';

interface Parts {
  readonly reader: LogReader;
  readonly tail: Tail;
  readonly isClosed: () => boolean;
}

const mostAtOnce = 1024;

/**
 * Pages of the log, filtered by the server, up to where the shared tail begins; from there on what the tail holds, filtered here.
 * Every position that is told is that of an event of this store, so that it compares with `head`.
 */
export async function* subscription(
  { reader, tail, isClosed }: Parts,
  { after, filter, signal, batch = 256 }: SubscribeOptions,
): AsyncGenerator<SubscriptionMessage, undefined> {
  if (after !== undefined) positionOf(after);
  if (isClosed()) throw new StoreUnavailable('the store is closed');
  const over = (): boolean => isClosed() || signal?.aborted === true;
  if (over()) return undefined;
  let joined = false;
  try {
    await tail.join();
    joined = true;
    let head = (await reader.head()) ?? '';
    if (after !== undefined && after > head)
      throw new RangeError(`the log ends at ${head}, before position ${after}: is it an older copy?`);
    let at = after ?? ''; // what was told
    let seen = at; // nothing of this store that stands up to here is still to be told
    let told = false; // that it has caught up

    for (let first = true; !over(); first = false) {
      const floor = tail.floor();
      if (seen < floor) {
        // Read after the tail began: whatever of ours stands before its floor stands up to this head.
        if (!first) head = (await reader.head()) ?? '';
        if (at < head) {
          told = false;
          for await (const page of reader.pages(at, head, filter)) {
            for (const events of inBatches(page, batch)) {
              at = events.at(-1)!.position;
              yield { kind: 'events', events, position: at };
              if (over()) return undefined;
            }
          }
          if (at < head) yield { kind: 'progress', position: (at = head) };
        }
        seen = at > floor ? at : floor;
        continue;
      }
      const ticket = tail.ticket();
      const recent = tail.after(seen, mostAtOnce);
      if (recent.length > 0) {
        told = false;
        let events: Recorded[] = [];
        for (const event of recent) {
          if (matches(filter, event)) events.push(event);
          if (events.length < batch && event !== recent.at(-1)) continue;
          seen = at = event.position;
          yield events.length > 0 ? { kind: 'events', events, position: at } : { kind: 'progress', position: at };
          if (over()) return undefined;
          events = [];
        }
        if (recent.length === mostAtOnce) await macrotask();
      } else if (!told && tail.last() >= head) {
        await macrotask(); // all that wait for the same news have it before one of them says that there is no more
        if (tail.ticket() !== ticket || over()) continue;
        told = true;
        yield { kind: 'caughtUp' };
      } else {
        await tail.wait(ticket, signal);
      }
    }
  } catch (error) {
    if (!over()) throw error; // what breaks because the store closes ends it quietly
  } finally {
    if (joined) tail.leave();
  }
  return undefined;
}

const inBatches = (page: readonly Recorded[], size: number): readonly (readonly Recorded[])[] =>
  Array.from({ length: Math.ceil(page.length / size) }, (_, index) => page.slice(index * size, (index + 1) * size));
