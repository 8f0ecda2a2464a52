import type { EventStore, Expected, Write } from '@laurel/event-sourcing';

/** A UUID that follows from a number. */
export const uuid = (number: number): string => `01780000-0000-7000-8000-${String(number).padStart(12, '0')}`;

/** One event, with an id that follows from its number. */
export const note = (stream: string, expected: Expected, number: number): Write => ({
  stream,
  expected,
  events: [
    {
      type: 'Noted',
      version: 1,
      data: { number },
      metadata: {
        id: uuid(number),
        at: '2021-01-22T01:00:00.000Z',
        tenant: 'ba-dinh',
        actor: { person: 'per_1' },
        causationId: 'cmd_1',
        causationHash: '',
        correlationId: 'req_1',
      },
    },
  ],
});

/** The numbers of all notes, in the order of the log. */
export const numbersIn = async (store: EventStore): Promise<readonly number[]> => {
  const numbers: number[] = [];
  for await (const { data } of store.readAll()) numbers.push((data as { number: number }).number);
  return numbers;
};
