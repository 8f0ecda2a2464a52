import {
  AppendOutcomeUnknown,
  appendSurely,
  type EventStore,
  type NewEvent,
  type Recorded,
  StoreUnavailable,
  type Write,
} from '@laurel/event-sourcing';
import { metadataOf } from '@laurel/testing';

/** Events for specs, each known by its number. */
export const idOf = (number: number): string => `01780000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;

export const event = (number: number, data: unknown = { number }): NewEvent => ({
  type: 'NoteAdded',
  version: 1,
  data,
  metadata: metadataOf(idOf(number)),
});

export const write = (stream: string, expected: Write['expected'], ...numbers: readonly number[]): Write => ({
  stream,
  expected,
  events: numbers.map((number) => event(number)),
});

export const collected = async (events: AsyncIterable<Recorded>): Promise<readonly Recorded[]> => {
  const all: Recorded[] = [];
  for await (const one of events) all.push(one);
  return all;
};

export const idsOf = (events: readonly Pick<NewEvent, 'metadata'>[]): readonly string[] => events.map(({ metadata }) => metadata.id);

export const appendUntilDone = async (store: EventStore, one: Write): Promise<void> => {
  for (;;) {
    try {
      return void (await appendSurely(store, one));
    } catch (error) {
      if (!(error instanceof AppendOutcomeUnknown || error instanceof StoreUnavailable)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }
};
