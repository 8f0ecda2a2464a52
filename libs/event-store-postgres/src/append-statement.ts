import { randomBytes } from 'node:crypto';
import type { Expected, SerializedWrite } from '@laurel/event-sourcing';

export type Writes = readonly SerializedWrite[];

/** Of a write: at which revision its stream was found (-1: at none), and the position of its last event unless its append was refused. */
export type Placed = readonly [head: number, last: number | null];

/**
 * One statement in one message of the simple protocol: the server has it whole or not at all, does and commits it without us, and a process
 * that stops in the middle can hold no lock. That is why nothing is sent as a parameter, and why there is no BEGIN.
 */
export const appendStatement = (schema: string, group: readonly Writes[]): string => {
  const writes = group.flatMap((append, number) => append.map((write) => ({ ...write, append: number })));
  const events = writes.flatMap(({ events: own }, index) => own.map((event, place) => ({ ...event, write: index + 1, place: place + 1 })));
  const columns = [
    numbers(writes.map(({ append }) => append)),
    texts(writes.map(({ stream }) => stream)),
    numbers(writes.map(({ expected }) => expectation(expected))),
    numbers(writes.map(({ events: own }) => own.length)),
    numbers(events.map(({ write }) => write)),
    numbers(events.map(({ place }) => place)),
    numbers(events.map(({ id }) => id)),
    texts(events.map(({ type }) => type)),
    numbers(events.map(({ version }) => version)),
    texts(events.map(({ data }) => data)),
    texts(events.map(({ metadata }) => metadata)),
  ];
  return `SELECT head, last FROM ${schema}.append(${quoted(columns).join()})`;
};

const expectation = (expected: Expected): number => (typeof expected === 'number' ? expected : { none: -1, exists: -2, any: -3 }[expected]);

/** Array literals: of numbers and ids, which need no quotes, and of text. */
const numbers = (items: readonly (number | string)[]): string => `{${items.join()}}`;
const texts = (items: readonly string[]): string => `{${items.map((item) => `"${item.replaceAll(/["\\]/g, '\\$&')}"`).join()}}`;

/** In dollar quotes nothing is special but their own tag, and that is one that stands in none of the texts. */
const quoted = (literals: readonly string[]): readonly string[] => {
  let tag: string;
  do tag = `$l${randomBytes(6).toString('hex')}$`;
  while (literals.some((literal) => literal.includes(tag)));
  return literals.map((literal) => `${tag}${literal}${tag}`);
};
