import type { PublishedContract } from '@laurel/contracts';
import { bounded, type EventCodec, type Recorded } from '@laurel/event-sourcing';
import { isPassing, pause, type Problems } from '@laurel/processes';
import type { KeyMark, ParkedMessage, ReadModels, Transaction } from '@laurel/read-models';
import type { Delivery } from './bus.js';
import { fromPublished, namedIn } from './envelope.js';
import { misfitOf } from './misfit.js';
import { isPoison, messageOf, Poison } from './poison.js';

/** What a consumer makes of one event: does what lies outside the read models, and gives what is then to be written with the mark. */
export type Handle = (event: Recorded, category: string) => Promise<Effect | undefined>;
export type Effect = (tx: Transaction) => Promise<void>;

export interface Consumer {
  readonly name: string;
  /** Is anything made of this type? */
  readonly concerns: (category: string, type: string) => boolean;
  readonly handle: Handle;
}

interface Dependencies {
  readonly readModels: ReadModels;
  readonly contracts: readonly PublishedContract[];
  readonly codec: EventCodec;
  readonly board: Problems;
  readonly signal: AbortSignal;
  /** Of a key that was met: whether something of it is parked. */
  readonly tellParked: (key: string, isParked: boolean, error?: unknown) => void;
}

export interface TakingIn {
  /** Takes a batch in, or parks of it what cannot be taken in. Throws for faults of the world: then it is to be given again. */
  take(deliveries: readonly Delivery[]): Promise<void>;
  /** What is to be written for an event; undefined when it is none of ours. Throws `Poison`. */
  effectOf(delivery: Delivery): Promise<Effect | undefined>;
}

interface Line {
  readonly key: string;
  readonly deliveries: readonly Delivery[];
}
interface Message {
  readonly key: string;
  readonly delivery: Delivery;
}
interface Change {
  readonly sequence: string;
  readonly effect: Effect;
}

/** How a consumer takes messages in, each once, beside other processes of the same consumer. */
export const takingIn = ({ name, concerns, handle }: Consumer, dependencies: Dependencies): TakingIn => {
  const { readModels, contracts, codec, board, signal, tellParked } = dependencies;
  const limit = bounded(32);

  /** What the event's effect is; undefined when it is none of ours. Tried three times before it counts as poison, unless it surely is. */
  const effectOf = async (delivery: Delivery): Promise<Effect | undefined> => {
    const { event, unreadable } = delivery;
    for (let attempt = 1; ; attempt++) {
      try {
        const named = namedIn(contracts, event);
        if (!named || !concerns(named.contract.category, named.type)) return undefined;
        const understood = fromPublished(event, named);
        const wrong = unreadable ?? misfitOf(delivery, understood);
        if (wrong !== undefined) throw new Poison(wrong);
        return await handle(await codec.decode(understood.contract, understood.event), understood.contract.category);
      } catch (error) {
        if (signal.aborted || error instanceof Poison) throw error;
        if (!isPassing(error) && attempt >= 3) throw new Poison(messageOf(error), { cause: error });
        if (isPassing(error)) board.tell(name, error);
        await pause(100 * attempt, signal);
      }
    }
  };

  /**
   * Writes a message with its key's mark. Another process may have the same key in hand, or release it: only the transaction that writes
   * knows what was taken in meanwhile and whether something of the key is parked now. False when it is parked no longer, and an effect is
   * needed.
   */
  const write = async ({ key, delivery }: Message, effect: Effect | undefined): Promise<boolean> => {
    const { sequence } = delivery.event;
    const parked = await readModels.transaction(async (tx) => {
      const [mark] = await tx.marks(name, [key]);
      if (isTaken(sequence, mark)) return mark?.parked;
      if (mark?.parked) await tx.park(name, parkedFrom({ key, delivery }));
      else if (effect) await effect(tx);
      else return undefined;
      await tx.raiseHighWater(name, key, sequence);
      return mark?.parked ?? false;
    });
    if (parked !== undefined) tellParked(key, parked);
    return parked !== undefined;
  };

  /** Takes one message in; parks it when it is poison, or when something before it is parked. */
  const takeOne = async (message: Message): Promise<void> => {
    const { key, delivery } = message;
    const [mark] = await readModels.marks(name, [key]);
    if (isTaken(delivery.event.sequence, mark)) return;
    try {
      const effect = mark?.parked ? undefined : await effectOf(delivery);
      if (!effect && !mark?.parked) return;
      if (!(await write(message, effect))) await takeOne(message);
    } catch (error) {
      if (signal.aborted || !isPoison(error)) throw error;
      await write(message, (tx) => tx.park(name, parkedFrom(message, error)));
      tellParked(key, true, error);
    }
  };

  /** The usual way: all of it in one transaction. False when something in it is poison, or is parked meanwhile, and nothing was written. */
  const takeTogether = async (lines: readonly Line[], known: ReadonlyMap<string, KeyMark>): Promise<boolean> => {
    try {
      const prepared = await Promise.all(
        lines.map(({ key, deliveries }) =>
          limit(async () => {
            const changes: Change[] = [];
            for (const delivery of deliveries) {
              const { sequence } = delivery.event;
              const effect = isTaken(sequence, known.get(key)) ? undefined : await effectOf(delivery);
              if (effect) changes.push({ sequence, effect });
            }
            return { key, changes };
          }),
        ),
      );
      const changed = prepared.filter(({ changes }) => changes.length > 0);
      if (changed.length === 0) return true;
      return await readModels.transaction(async (tx) => {
        const marks = await tx.marks(name, keysOf(changed));
        if (marks.some(({ parked }) => parked)) return false;
        for (const [index, { key, changes }] of changed.entries()) {
          const fresh = changes.filter(({ sequence }) => !isTaken(sequence, marks[index]));
          for (const { effect } of fresh) await effect(tx);
          const last = fresh.at(-1);
          if (last) await tx.raiseHighWater(name, key, last.sequence);
        }
        return true;
      });
    } catch (error) {
      if (signal.aborted || !isPoison(error)) throw error;
      return false;
    }
  };

  const take = async (deliveries: readonly Delivery[]): Promise<void> => {
    const lines = byKey(deliveries);
    const keys = keysOf(lines);
    const marks = await readModels.marks(name, keys);
    const known = new Map(keys.map((key, index) => [key, marks[index]!]));
    for (const [key, { parked }] of known) tellParked(key, parked);
    const open = lines.filter(({ key }) => !known.get(key)?.parked);
    const together = await takeTogether(open, known);
    for (const { key, deliveries: line } of together ? lines.filter((one) => !open.includes(one)) : lines) {
      for (const delivery of line) await takeOne({ key, delivery });
    }
  };

  return { take, effectOf };
};

const parkedFrom = ({ key, delivery }: Message, error?: unknown): ParkedMessage => ({
  key,
  sequence: delivery.event.sequence,
  payload: JSON.stringify(delivery),
  ...(error !== undefined && { error: messageOf(error) }),
  parkedAt: new Date().toISOString(),
});

const isTaken = (sequence: string, mark: KeyMark | undefined): boolean => mark?.sequence !== undefined && sequence <= mark.sequence;
const keysOf = (lines: readonly Pick<Line, 'key'>[]): readonly string[] => lines.map(({ key }) => key);

/** Streams of two contexts may be named alike, so the topic belongs to the key. */
const byKey = (deliveries: readonly Delivery[]): readonly Line[] => {
  const lines = new Map<string, Delivery[]>();
  for (const delivery of deliveries) {
    const key = `${delivery.topic}/${delivery.event.subject}`;
    const line = lines.get(key);
    if (!line) lines.set(key, [delivery]);
    else if (delivery.event.sequence > line.at(-1)!.event.sequence) line.push(delivery); // a bus may give an event twice
  }
  return [...lines].map(([key, line]) => ({ key, deliveries: line }));
};
