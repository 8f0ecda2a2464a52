import type { ProcessOrder, Recorded } from '@laurel/event-sourcing';
import type { AnyProjection } from '@laurel/read-models';

/** What others publish, kept here: rows and mark in one transaction. Projections are written with `upsert`, for keys come in any order. */
export interface LocalCopy {
  /** Stands before the names of its consumers and of their group; stays as long as the copy lives. */
  readonly name: string;
  readonly topics: readonly string[];
  /** `projection(copy).from(contract, { … })`, over catalogues of @laurel/contracts. */
  readonly projections: readonly AnyProjection[];
}

/** A command that an input causes. The sender gives it id, actor and the tenant's reach. */
export type SenderOrder = ProcessOrder;

/** Turns what others publish into commands of this service. Any answer settles an input and is written down. */
export interface CommandSender {
  readonly name: string;
  readonly topics: readonly string[];
  /** Contract category → event type → order; undefined when it is none of ours. May look into local copies; the answer is remembered. */
  readonly on: Readonly<
    Record<string, Readonly<Record<string, (event: Recorded) => SenderOrder | undefined | Promise<SenderOrder | undefined>>>>
  >;
}
