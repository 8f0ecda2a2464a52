import type { AnyCollection, CollectionOf } from './collection.js';
import type { AnyChange } from './projection.js';

/** A named cursor over a log, owned by one projector at a time. */
export interface Ownership {
  readonly name: string;
  /** Raised by every `acquire`; an older owner is fenced out. */
  readonly epoch: number;
  /** Exclusive position up to which the effects stand; undefined at the beginning. */
  readonly position: string | undefined;
}

/** Another owner has taken the cursor over, or it does not stand where this one left it. The only right answer is to stop. */
export class Fenced extends Error {
  override readonly name = 'Fenced';
  readonly code = 'FENCED';
  constructor(readonly cursor: string) {
    super(`${cursor} is owned by somebody else`);
  }
}

/** Where a consumer stands with a key. */
export interface KeyMark {
  /** The highest sequence of it that was taken in or parked; undefined when none was. */
  readonly sequence: string | undefined;
  /** Something of it is parked, so that what follows is parked too. */
  readonly parked: boolean;
}

/** Everything in one transaction takes effect together or not at all. Only projectors, consumers and tickers write. */
export interface Transaction {
  /**
   * Documents, lists, words and tallies of one collection, of one tenant, in the order given. Throws `ChangeFailed` for what can never be
   * applied. Gives way to the event loop while it works; its effects are seen after the transaction.
   */
  apply(collection: AnyCollection, tenant: string, changes: readonly AnyChange[]): Promise<void>;
  /** Compare-and-set on position and epoch. Throws `Fenced`. */
  advance(owner: Ownership, to: string): Promise<void>;
  /** What a command sender remembers of an input: the first answer stays. */
  settle(sender: string, input: string, answer: unknown): Promise<void>;
  /**
   * Where a consumer stands with these keys, in their order. Two processes may have the same key in hand: of two transactions that raise,
   * park or unpark on one key, the later one meets here what the earlier one did. An engine with snapshots has all three write the key's
   * mark, so that they conflict, and runs the work again.
   */
  marks(consumer: string, keys: readonly string[]): Promise<readonly KeyMark[]>;
  raiseHighWater(consumer: string, key: string, sequence: string): Promise<void>;
  /** A message that cannot be applied, and those that follow on its key, in their order. One that is parked stays as it was parked first. */
  park(consumer: string, message: ParkedMessage): Promise<void>;
  /** False when it is not parked, or no longer. */
  unpark(consumer: string, key: string, sequence: string): Promise<boolean>;
}

export interface ParkedMessage {
  readonly key: string;
  readonly sequence: string;
  /** The message as it came, JSON. */
  readonly payload: string;
  /** Of the first one of a key: why; of its successors: undefined. */
  readonly error?: string;
  readonly parkedAt: string;
}

/** A key of which something is parked. */
export interface ParkedKey {
  readonly key: string;
  readonly messages: number;
  /** When the first of them was parked. */
  readonly since: string;
  /** Why the first of them could not be taken in; undefined when it was left behind one that was let go. */
  readonly error?: string;
}

/** The read side of one service on one engine. */
export interface ReadModels {
  /** Makes what the declarations ask for. Throws `InvalidDeclaration`, and `DeclarationChanged` when it has and its version has not. */
  open(collections: readonly AnyCollection[]): Promise<void>;
  collection<Spec extends AnyCollection>(spec: Spec): CollectionOf<Spec>;
  /** Which tenants have documents here: how platform machinery walks them one by one, for no read spans tenants. */
  tenants(spec: AnyCollection): Promise<readonly string[]>;
  /** Becomes the owner of a cursor. */
  acquire(name: string): Promise<Ownership>;
  /** Where a cursor stands. */
  position(name: string): Promise<string | undefined>;
  /** True once the cursor has reached the position, false when the time ran out. */
  waitFor(name: string, position: string, timeoutMs: number): Promise<boolean>;
  /** The work may be run again when another transaction came between: it changes nothing outside. */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** The answer that a sender has written down for an input. */
  settled(sender: string, input: string): Promise<unknown>;
  /** Where a consumer stands with these keys, in their order, by what is committed: to spare work; who writes asks its transaction. */
  marks(consumer: string, keys: readonly string[]): Promise<readonly KeyMark[]>;
  parked(consumer: string, key?: string): Promise<readonly ParkedMessage[]>;
  /** Its keys of which something is parked, in their order; loads no message. */
  parkedKeys(consumer: string): Promise<readonly ParkedKey[]>;
  /** How many messages of it are parked; for those who ask all the time. */
  parkedCount(consumer: string): Promise<number>;
  /** Every version that stands here: those that no release reads any more can be dropped. */
  versions(): Promise<readonly Pick<AnyCollection, 'name' | 'version'>[]>;
  /**
   * The documents of `by` become those of `live`, and its cursor with them, in one transaction: readers see the one or the other. Whoever
   * projected into either is fenced out. Both were opened from one declaration under two names; throws `DeclarationChanged` otherwise.
   */
  replace(live: Pick<AnyCollection, 'name' | 'version'>, by: Pick<AnyCollection, 'name' | 'version'>): Promise<void>;
  /** Removes the documents of a version that nothing reads any more, and its cursor: whoever still projects into it is fenced out. */
  drop(collection: Pick<AnyCollection, 'name' | 'version'>): Promise<void>;
  close(): Promise<void>;
}
