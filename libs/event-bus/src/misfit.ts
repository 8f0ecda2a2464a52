import { idFieldOf, wireTypeOf } from '@laurel/contracts';
import { idOf } from '@laurel/event-sourcing';
import type { Delivery } from './bus.js';
import type { Understood } from './envelope.js';

/**
 * Why an event is not believed: it came over another context's topic, names another source, or its data tell of another stream than its
 * subject. Undefined when it fits. Brokers let a service write to its own topic only, so that nobody speaks for another one.
 */
export const misfitOf = ({ topic, event }: Delivery, { contract, event: { type, data } }: Understood): string | undefined => {
  const { context } = contract;
  const { source, subject } = event;
  const what = wireTypeOf(contract, type);
  if (/^laurel\.([a-z]+)\.v\d+$/.exec(topic)?.[1] !== context) return `${what} came over ${topic}, which is no topic of ${context}`;
  if (source !== `/laurel/${context}`) return `${what} comes from ${source}: only /laurel/${context} may say it`;
  const field = idFieldOf(contract, type);
  if (field === undefined) return undefined;
  const told = valueIn(data, field);
  return told === idOf(subject) ? undefined : `${what} of ${subject} tells of ${JSON.stringify(told)} (${field})`;
};

const valueIn = (data: unknown, field: string): unknown =>
  typeof data === 'object' && data !== null ? (data as Readonly<Record<string, unknown>>)[field] : undefined; // an object has any name
