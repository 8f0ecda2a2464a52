import type { Appended, EventStore, Expected } from '@laurel/event-sourcing';
import { metadataOf } from '@laurel/testing/plain';

/** One event with an id that follows from its number. */
export const appendOne = async (store: EventStore, stream: string, expected: Expected, number: number, filler = ''): Promise<Appended> => {
  const id = `01780000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
  const metadata = metadataOf(id);
  const [appended] = await store.append([
    { stream, expected, events: [{ type: 'Written', version: 1, data: { number, filler }, metadata }] },
  ]);
  return appended!;
};
