import { randomBytes } from 'node:crypto';
import type { Expected, SerializedWrite } from '@laurel/event-sourcing';

export type Writes = readonly SerializedWrite[];

/** Throws `TypeError` for a type or a version that a row cannot hold; alone it would fail, but late. */
export const storable = (writes: Writes): Writes => {
  for (const { stream, events } of writes) {
    for (const { type, version } of events) {
      if (/[\p{Cc}\p{Cs}]/u.test(type))
        throw new TypeError(`an event type has no control characters, not ${JSON.stringify(type)} (${stream})`);
      if (!(Number.isInteger(version) && version >= 1 && version < 2 ** 31)) {
        throw new TypeError(`the version of ${type} (${stream}) is a number from 1, not ${String(version)}`);
      }
    }
  }
  return writes;
};

/** Of a write: at which revision its stream was found (-1: at none), and the position of its last event unless its append was refused. */
export type Placed = readonly [head: number, last: number | null];

/**
 * One statement in one message of the simple protocol: the server has it whole or not at all, does and commits it without us, and a process
 * that stops in the middle can hold no lock. That is why nothing is sent as a parameter, and why there is no BEGIN.
 */
export const appendStatement = (schema: string, group: readonly Writes[]): string => {
  const appends: number[] = [];
  const writes: number[] = [];
  const places: number[] = [];
  group.forEach((append, number) =>
    append.forEach(({ events }) => {
      appends.push(number);
      events.forEach((_, index) => {
        writes.push(appends.length);
        places.push(index + 1);
      });
    }),
  );
  const all = group.flat();
  const events = all.flatMap((write) => write.events);
  const columns = [
    numbers(appends),
    texts(all.map(({ stream }) => stream)),
    numbers(all.map(({ expected }) => expectation(expected))),
    numbers(all.map((write) => write.events.length)),
    numbers(writes),
    numbers(places),
    numbers(events.map(({ id }) => id)),
    texts(events.map(({ type }) => type)),
    numbers(events.map(({ version }) => version)),
    texts(events.map(({ data }) => data)),
    texts(events.map(({ metadata }) => metadata)),
  ];
  return `SELECT head, last FROM ${schema}.append(${columns.join()})`;
};

const expectation = (expected: Expected): number => (typeof expected === 'number' ? expected : { none: -1, exists: -2, any: -3 }[expected]);

const numbers = (items: readonly (number | string)[]): string => `'{${items.join()}}'`;

/** Joined by what stands in no name, and escaped in every JSON text. In dollar quotes nothing is special but their own tag. */
const texts = (items: readonly string[]): string => {
  const joined = items.join('\n');
  while (joined.includes(tag)) tag = newTag();
  return `string_to_array(${tag}${joined}${tag}, chr(10))`;
};

const newTag = (): string => `$l${randomBytes(6).toString('hex')}$`;
let tag = newTag();
