import { describe, it } from '@jest/globals';
import { appending } from './event-store/appending.js';
import { followings } from './event-store/following.js';
import { histories } from './event-store/history.js';
import { keeping } from './event-store/keeping.js';
import { modelled } from './event-store/modelled.js';
import { capabilities, type Capability, type Property, type StoreUnderTest } from './event-store/subject.js';

const properties: readonly Property[] = [...appending, ...modelled, ...histories, ...followings, ...keeping];

/** Every law of the port that concerns an engine which can do this much, as data. */
export const eventStoreProperties = (able: readonly Capability[]): readonly Property[] =>
  properties.filter(({ needs, lacks }) => (needs === undefined || able.includes(needs)) && (lacks === undefined || !able.includes(lacks)));

/**
 * The port's conformance suite: what passes it is an event store.
 * Takes the engine's name, a factory of empty stores and what the engine can do; `runs` random cases a property.
 */
export const describeEventStore = (name: string, open: () => Promise<StoreUnderTest>, able: readonly Capability[], runs = 20): void => {
  const lacking = capabilities.filter((one) => !able.includes(one));
  describe(`${name} is an event store${lacking.length > 0 ? ` without ${lacking.join(', ')}` : ''}`, () => {
    it.each(eventStoreProperties(able))('$name', ({ holds }) => holds({ open, capabilities: able, runs }), 30_000);
  });
};
