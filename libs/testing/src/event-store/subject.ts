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

/**
 * What goes beyond the least. The first is the engine's: several streams in one append; an engine without it refuses them by name, and a law
 * of its own holds that. The others are what a test can do to the engine, by the hooks of the same names above; what cannot be seen without
 * them is not tried. The title of a suite names what is lacking.
 */
export const capabilities = ['severalWrites', 'committed', 'whileLocked', 'removeLast'] as const;
export type Capability = (typeof capabilities)[number];

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
  /** Holds only where this is not there. */
  readonly lacks?: Capability;
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
