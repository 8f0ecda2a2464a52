import type { Appended, EventStore, Expected, NewEvent, Recorded, SubscriptionMessage, Write } from '@laurel/event-sourcing';
import { metadataOf } from '../plain/metadata.js';

/** A UUID that follows from a number. */
export const uuid = (number: number): string => `01780000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;

export const event = (id: number, more: Partial<NewEvent> = {}): NewEvent => ({
  type: 'NoteAdded',
  data: { id },
  version: 1,
  ...more,
  metadata: metadataOf(uuid(id), { causationId: `cmd_${id}` }),
});

export const write = (stream: string, expected: Expected, ...ids: readonly number[]): Write => ({
  stream,
  expected,
  events: ids.map((id) => event(id)),
});

export const append = async (store: EventStore, one: Write): Promise<Appended> => (await store.append([one]))[0]!;

/** What a call gave, or which error with what it carries, as plain data. */
export const outcome = (work: Promise<unknown>): Promise<unknown> =>
  work.catch((error: Error) => ({ error: error.name, ...error, message: undefined }));

export const collected = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};

export const ids = (events: readonly Recorded[]): readonly string[] => events.map(({ metadata }) => metadata.id);

/** Messages up to and with the first one that is enough. */
export const until = async (
  messages: AsyncIterable<SubscriptionMessage>,
  enough: (message: SubscriptionMessage, events: readonly Recorded[]) => boolean,
): Promise<{ readonly messages: readonly SubscriptionMessage[]; readonly events: readonly Recorded[] }> => {
  const seen: SubscriptionMessage[] = [];
  const events: Recorded[] = [];
  for await (const message of messages) {
    seen.push(message);
    if (message.kind === 'events') events.push(...message.events);
    if (enough(message, events)) break;
  }
  return { messages: seen, events };
};

/** `count` events in three categories and two types, one append each, in streams chosen by `choose`. */
export const fill = async (store: EventStore, count: number, choose: (index: number) => number, from = 1): Promise<void> => {
  for (let index = 0; index < count; index++) {
    const choice = choose(index);
    const stream = `${['plan', 'unit', 'note'][choice % 3]!}-${choice % 5}`;
    await store.append([
      { stream, expected: 'any', events: [event(from + index, { type: choice % 2 === 0 ? 'NoteAdded' : 'NoteStruck' })] },
    ]);
  }
};
