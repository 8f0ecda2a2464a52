import { type AllStreamSubscription, type Position, START, streamNameFilter } from '@kurrent/kurrentdb-client';
import type { Recorded } from '@laurel/event-sourcing';
import type { Connection } from './connection.js';
import { isNotLeader } from './leader.js';
import type { LogReader } from './log-reader.js';
import type { Namespace } from './namespace.js';
import { positionOf, positionText } from './position.js';
import { recordedOf } from './stored-event.js';

const mostEvents = 4096;
const mostBytes = 16n * 1024n * 1024n;
const slowest = 2000;
/** So often the client may connect anew by itself before another one is taken. */
const patience = 2;

/** The newest events of the namespace, in memory: all that stand after `floor`. */
export interface Tail {
  /** Exclusive; '' stands before everything. */
  readonly floor: () => string;
  /** Up to here the tail has come. */
  readonly last: () => string;
  readonly after: (position: string, limit: number) => readonly Recorded[];
  /** Take it before looking: what comes between the look and the wait is not missed. */
  readonly ticket: () => number;
  readonly wait: (ticket: number, signal?: AbortSignal) => Promise<void>;
  /** Follows the log from now on, for as long as somebody needs it. */
  readonly join: () => Promise<void>;
  readonly leave: () => void;
  readonly close: () => void;
}

/**
 * One subscription of the server for all subscribers of this process, always read as fast as it comes: the server never drops it for
 * being slow, and a subscriber that is slower than what is kept here reads pages again. A connection that breaks is made anew from the
 * last event that came; meanwhile nobody is told anything.
 */
export const tailOf = (connection: Connection, namespace: Namespace, reader: LogReader): Tail => {
  let events: Recorded[] = [];
  let floor = '';
  let last = '';
  let resume: Position | undefined;
  let members = 0;
  let version = 0;
  let closed = false;
  let run = 0; // of which following; an older one that is late changes nothing
  let started: Promise<void> | undefined;
  let subscription: AllStreamSubscription | undefined;
  let timer: NodeJS.Timeout | undefined;
  const waiting = new Set<() => void>();

  const wake = (): void => {
    version++;
    for (const one of [...waiting]) one();
  };

  const start = async (): Promise<void> => {
    const mine = ++run;
    const end = await reader.end();
    if (mine !== run || closed) return;
    events = [];
    floor = last = end ?? '';
    resume = end === undefined ? undefined : positionOf(end);
    follow(mine, 0);
  };

  const follow = (mine: number, failures: number): void => {
    let client;
    let failed = failures;
    try {
      client = connection.client();
    } catch {
      return; // closed
    }
    const used = client;
    const filter = streamNameFilter({
      prefixes: [namespace.prefix],
      checkpointInterval: 32,
      // A checkpoint overtakes events that the client has not handed over yet.
      checkpointReached: (from, position) => {
        if (mine === run && from.readableLength === 0) resume = position;
      },
    });
    const current = used.subscribeToAll({ fromPosition: resume ?? START, filter, requiresLeader: true });
    subscription = current;
    const again = (error?: unknown): void => {
      if (subscription !== current || mine !== run || closed) return;
      subscription = undefined;
      connection.broke();
      if (isNotLeader(error) || failed > patience) connection.leave(used, error);
      timer = setTimeout(() => follow(mine, failed + 1), Math.min(slowest, 20 * 2 ** failed));
    };
    current
      .on('data', (resolved) => {
        if (subscription !== current || mine !== run) return;
        failed = 0;
        try {
          const event = recordedOf(namespace, resolved);
          if (event && event.position > last) keep(event);
        } catch {
          passBy(resolved.event!.position);
        }
      })
      .on('error', again)
      .on('end', () => again())
      .on('close', () => again());
  };

  const keep = (event: Recorded): void => {
    events.push(event);
    last = event.position;
    resume = positionOf(last);
    const tooLarge = resume.commit - positionOf(events[0]!.position).commit > mostBytes;
    if (tooLarge || events.length > mostEvents) {
      // By halves, so that keeping an event costs the same however many there are.
      const gone = Math.ceil(events.length / 2);
      floor = events[gone - 1]!.position;
      events = events.slice(gone);
    }
    wake();
  };

  /** An event that nobody can read is left to the pages: they tell it to each subscriber that comes to it. */
  const passBy = (position: Position): void => {
    events = [];
    resume = position;
    floor = last = positionText(position);
    wake();
  };

  const stop = (): void => {
    run++;
    started = undefined;
    clearTimeout(timer);
    const left = subscription;
    subscription = undefined;
    left?.unsubscribe().catch(() => undefined);
  };

  return {
    floor: () => floor,
    last: () => last,
    after: (position, limit) => {
      let [low, high] = [0, events.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (events[middle]!.position <= position) low = middle + 1;
        else high = middle;
      }
      return events.slice(low, low + limit);
    },
    ticket: () => version,
    wait: (ticket, signal) =>
      new Promise((resolve) => {
        if (version !== ticket || signal?.aborted || closed) return resolve();
        const one = () => {
          waiting.delete(one);
          signal?.removeEventListener('abort', one);
          resolve();
        };
        waiting.add(one);
        signal?.addEventListener('abort', one);
      }),
    join: async () => {
      members++;
      started ??= start();
      try {
        await started;
      } catch (error) {
        members--;
        started = undefined;
        throw error;
      }
    },
    leave: () => {
      if (--members === 0) stop();
    },
    close: () => {
      closed = true;
      stop();
      wake();
    },
  };
};
