import { describe, it } from '@jest/globals';
import { appending } from './event-store/appending.js';
import { followings } from './event-store/following.js';
import { histories } from './event-store/history.js';
import { keeping } from './event-store/keeping.js';
import { modelled } from './event-store/modelled.js';
import type { Capability, Property, StoreUnderTest } from './event-store/subject.js';

/** Every law of the port, as data. */
export const eventStoreProperties: readonly Property[] = [...appending, ...modelled, ...histories, ...followings, ...keeping];

/**
 * The port's conformance suite: what passes it is an event store.
 * Takes the engine's name, a factory of empty stores and what the engine can do; `runs` random cases a property.
 */
export const describeEventStore = (
  name: string,
  open: () => Promise<StoreUnderTest>,
  capabilities: readonly Capability[],
  runs = 20,
): void => {
  describe(`${name} is an event store`, () => {
    for (const { name: law, needs, holds } of eventStoreProperties) {
      const able = needs === undefined || capabilities.includes(needs);
      (able ? it : it.skip)(law, () => holds({ open, capabilities, runs }), 30_000);
    }
  });
};
