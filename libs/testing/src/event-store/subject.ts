import type { EventStore } from '@laurel/event-sourcing';

/** An empty store to try, and what its engine lets a test do to it. */
export interface StoreUnderTest {
  readonly store: EventStore;
  /** Another handle on the same data, as another process would have it. Closed by `dispose`. */
  readonly another?: () => Promise<EventStore>;
  /** Another process holds the write lock while this runs. */
  readonly whileLocked?: (work: () => Promise<void>) => Promise<void>;
  /** How many events are committed at this very moment, seen through a connection of its own. */
  readonly committed?: () => number;
  /** Removes the last event behind the store's back. */
  readonly removeLast?: () => Promise<void>;
  readonly dispose: () => Promise<void>;
}

/** What an engine can do beyond the least; a property that needs what is not there is skipped, and the report says so. */
export type Capability = 'severalWrites' | 'committed' | 'whileLocked' | 'removeLast';

export interface Trial {
  readonly open: () => Promise<StoreUnderTest>;
  readonly capabilities: readonly Capability[];
  /** How many random cases a property is tried on. */
  readonly runs: number;
}

/** A law of the port. `holds` throws where it is broken; it needs no test framework, so that the mutation check can ask it too. */
export interface Property {
  readonly name: string;
  readonly needs?: Capability;
  readonly holds: (trial: Trial) => Promise<void>;
}

export const withStore = async <T>({ open }: Trial, work: (subject: StoreUnderTest) => Promise<T>): Promise<T> => {
  const subject = await open();
  try {
    return await work(subject);
  } finally {
    await subject.dispose();
  }
};
