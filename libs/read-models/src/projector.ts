import { setTimeout as sleep } from 'node:timers/promises';
import type { EventCatalogue, EventCodec, EventStore, Recorded } from '@laurel/event-sourcing';
import { cursorName } from './declaration.js';
import type { ReadModels } from './engine.js';
import { health, member, type Member, type ProjectionHealth, type ProjectionProblem } from './projector-member.js';
import { takeBatch, type TakingBatch } from './projector-batch.js';
import { rebuilds } from './projector-rebuild.js';
import type { AnyProjection } from './projection.js';

export interface ProjectorOptions {
  readonly store: EventStore;
  readonly codec: EventCodec;
  /** Every catalogue that a projection listens to. */
  readonly vocabulary: readonly EventCatalogue[];
  readonly readModels: ReadModels;
  readonly projections: readonly AnyProjection[];
  /** The parsed JSON of a file of a tenant, by its content hash; for projections that read files. Rejects while it is not there. */
  readonly files?: (tenant: string, hash: string) => Promise<unknown>;
  /** Another projector fills other versions of these read models: what it is rebuilding is left alone. */
  readonly beside?: boolean;
  readonly signal: AbortSignal;
  /** Aborted, it takes no cursor any more: whoever may not own them would fence somebody out. Looked at in the start only. */
  readonly held?: AbortSignal;
  /** Told once when a projection stops or begins to wait, again when what it waits for is another thing. */
  readonly onProblem?: (problem: ProjectionProblem) => void;
  /** At most so many events a transaction. */
  readonly batch?: number;
}

export interface Projector {
  health(): readonly ProjectionHealth[];
  /** True once every projection has reached the position; false when the time ran out, or at once when one has stopped before it. */
  caughtUp(position: string, timeoutMs: number): Promise<boolean>;
  /**
   * Builds a read model anew beside the one that answers, from the beginning of the log, and puts it in its place when both stand at the
   * same event. Also one that has stopped. Rejects when there is none of that name, and with the reason why it cannot be built.
   */
  rebuild(name: string): Promise<void>;
  /** Resolves after the signal has aborted and what was under way is done, or when every projection has stopped. */
  readonly done: Promise<void>;
}

/**
 * Brings a service's own log into its read models: opens the collections, owns their cursors, follows the log until the signal aborts.
 * Projections that stand at one place share a subscription and a transaction per batch; one that lags, or waits, runs beside until it has
 * caught up. One that fails on an event stops there and says so, the others go on. Throws what `open` throws, and the reason of `held`.
 */
export const runProjector = async (options: ProjectorOptions): Promise<Projector> => {
  const { store, readModels, projections, vocabulary, signal, held, batch = 512 } = options;
  const names = projections.map(({ into }) => cursorName(into));
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice) throw new TypeError(`${twice} is filled by two projections`);
  const categories = [...new Set(projections.flatMap(({ handlers }) => Object.keys(handlers)))];
  const unknown = categories.find((category) => vocabulary.every((catalogue) => catalogue.category !== category));
  if (unknown) throw new TypeError(`a projection listens to ${unknown}, which is not in the vocabulary`);

  await readModels.open(projections.map(({ into }) => into));
  held?.throwIfAborted();
  const members = await Promise.all(
    projections.map(async (projection, at) => member(projection, await readModels.acquire(names[at]!), options.onProblem)),
  );
  const taking: TakingBatch = { ...options, wait: (ms) => sleep(ms, undefined, { signal }).catch(() => undefined) };
  const rebuilding = rebuilds({ ...options, members });
  held?.throwIfAborted(); // whoever owns them now may be rebuilding
  if (!options.beside) await rebuilding.clearAway();
  const lanes = new Set<Promise<void>>();
  let live: Lane | undefined; // the one that follows the head; the others join it

  const begin = (first: readonly Member[], pauseMs = 0): void => {
    const lane: Lane = { members: new Set(first), turn: Promise.resolve(), position: first[0]?.owner.position };
    const running = follow(lane, pauseMs).finally(() => lanes.delete(running));
    lanes.add(running);
  };

  const follow = async (lane: Lane, pauseMs: number): Promise<void> => {
    for (let pause = pauseMs; !signal.aborted && lane.members.size > 0; pause = Math.min(2 * pause + 50, 5000)) {
      if (pause > 0) await taking.wait(pause);
      try {
        const after = lane.position;
        for await (const message of store.subscribe({ ...(after !== undefined && { after }), filter: { categories }, signal, batch })) {
          pause = 0;
          if (message.kind === 'caughtUp') {
            if (await joined(lane)) return;
          } else {
            await inTurn(lane, () => take(lane, message.kind === 'events' ? message.events : [], message.position));
          }
          if (lane.members.size === 0 || signal.aborted) return;
        }
      } catch (error) {
        for (const one of lane.members) one.waits(error, undefined);
      }
    }
  };

  const take = async (lane: Lane, events: readonly Recorded[], to: string): Promise<void> => {
    for (const waiting of await takeBatch(taking, lane.members, events, to)) {
      lane.members.delete(waiting);
      begin([waiting], 100);
    }
    lane.position = to;
  };

  /** At the head: the first lane to get there is the live one; the next hand their members over between two of its batches. */
  const joined = async (lane: Lane): Promise<boolean> => {
    for (const one of lane.members) one.arrived();
    const other = live;
    if (!other || other === lane || other.members.size === 0) {
      live = lane;
      await inTurn(lane, () => rebuilding.putInPlace(lane.members));
      return false;
    }
    await inTurn(other, async () => {
      const { position: until } = other;
      if (until !== undefined && (lane.position ?? '') < until) {
        const missed: Recorded[] = [];
        const after = lane.position;
        for await (const event of store.readAll({ ...(after !== undefined && { after }), until, filter: { categories } }))
          missed.push(event);
        await take(lane, missed, until);
      }
      for (const one of lane.members) other.members.add(one);
      lane.members.clear();
      await rebuilding.putInPlace(other.members);
    });
    return true;
  };

  for (const position of new Set(members.map(({ owner }) => owner.position)))
    begin(members.filter(({ owner }) => owner.position === position));
  const drained = async (): Promise<void> => {
    while (lanes.size > 0) await Promise.all(lanes);
  };

  return {
    health: () => members.map(health),
    caughtUp: async (position, timeoutMs) =>
      (await Promise.all(members.map((one) => one.reached(readModels, position, timeoutMs)))).every(Boolean),
    rebuild: async (name) => {
      const { member: beside, done } = await rebuilding.of(name);
      begin([beside]);
      await done;
    },
    get done() {
      return drained();
    },
  };
};

interface Lane {
  readonly members: Set<Member>;
  /** The last batch under way. */
  turn: Promise<unknown>;
  position: string | undefined;
}

const inTurn = <T>(lane: Lane, work: () => Promise<T>): Promise<T> => {
  const mine = lane.turn.then(work);
  lane.turn = mine.catch(() => undefined);
  return mine;
};
