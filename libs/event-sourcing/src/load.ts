import type { Aggregate, Command } from './decider.js';
import { type DomainEvent, streamOf } from './event.js';
import type { Platform } from './handle-command.js';
import { reaches, type Scope } from './scope.js';

/** An aggregate as it stands, for preparing an order from it. */
export interface Loaded<State> {
  readonly state: State;
  readonly revision: number;
  /** Real time of its last event. */
  readonly recordedAt: string;
}

/** Folds a stream within a reach. Undefined where there is nothing, or nothing for this reach. */
export const load = async <C extends Command, State, E extends DomainEvent>(
  { store, codec }: Platform,
  { events, decider, owner }: Aggregate<C, State, E>,
  id: string,
  scope: Scope,
): Promise<Loaded<State> | undefined> => {
  let loaded: Loaded<State> | undefined;
  for await (const stored of store.readStream(streamOf(events.category, id))) {
    if (stored.metadata.tenant !== scope.tenant) return undefined;
    const decoded = codec.decode<E>(events, stored);
    const event = decoded instanceof Promise ? await decoded : decoded;
    loaded = {
      state: decider.evolve(loaded ? loaded.state : decider.initial, event),
      revision: event.revision,
      recordedAt: event.recordedAt,
    };
  }
  return loaded && reaches(scope, owner(loaded.state) ?? {}) ? loaded : undefined;
};
