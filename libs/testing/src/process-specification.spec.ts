import { describe, expect, it } from '@jest/globals';
import {
  type Aggregate,
  type Command,
  defineEvents,
  type EventsOf,
  idOf,
  type ProcessEvent,
  type ProcessManager,
} from '@laurel/event-sourcing';
import { defineProcessEvents, inputsFrom, orderTo, type OwnEventsOf } from '@laurel/processes';
import { z } from 'zod';
import { history } from './projected.js';
import { processSpecification } from './process-specification.js';

const listEvents = defineEvents('list', { ListMade: z.object({ file: z.string() }) });
const doorEvents = defineEvents('door', { Knocked: z.object({}) });
const door: Aggregate<Command<'Knock', Record<never, never>>, null, EventsOf<typeof doorEvents>> = {
  events: doorEvents,
  decider: { initial: null, decide: () => [{ type: 'Knocked', data: {} }], evolve: () => null },
  owner: () => ({}),
  creates: ['Knock'],
  needs: {},
};
const roundEvents = defineProcessEvents('round', { RoundBegun: z.object({ file: z.string(), at: z.string() }) });
type RoundEvent = OwnEventsOf<typeof roundEvents>;
interface Round {
  readonly begun?: RoundEvent['data'];
  readonly next: number;
  readonly refused: readonly string[];
}
const round: ProcessManager<Round, RoundEvent> = {
  events: roundEvents,
  initial: { next: 0, refused: [] },
  evolve: (state, event: RoundEvent | ProcessEvent) => {
    if (event.type === 'RoundBegun') return { ...state, begun: event.data };
    if (event.type !== 'BatchSettled') return state;
    return { ...state, next: event.data.number + 1, refused: [...state.refused, ...event.data.refused.map(({ target }) => target)] };
  },
  inputs: inputsFrom(listEvents, {
    ListMade: ({ stream, data, metadata: { at } }) => ({
      process: idOf(stream),
      events: (): readonly RoundEvent[] => [{ type: 'RoundBegun', data: { file: data.file, at } }],
    }),
  }),
  reads: ({ begun }) => (begun ? [begun.file] : []),
  outstanding: ({ begun, next }, files) => {
    const doors = begun ? (files.json(begun.file) as readonly string[]).slice(2 * next, 2 * next + 2) : [];
    return doors.length === 0 ? undefined : { number: next, orders: doors.map((one) => orderTo(door, one, 'Knock', {}, begun!.at)) };
  },
};

const made = history('list-l1', { type: 'ListMade', data: { file: 'f1' } });
const knock = (target: string) => ({ target, type: 'Knock', data: {} });

describe('the specification of a process', () => {
  it('goes from inputs to orders, batch by batch, to rest', () => {
    const end = processSpecification(round, { files: { f1: ['a', 'b', 'c'] } })
      .given(...made)
      .orders(knock('a'), knock('b'))
      .settles({ b: { outcome: 'REFUSED', reasons: ['NOT_FOUND'] } })
      .orders(knock('c'))
      .settles();
    end.rests();
    expect(end.state.refused).toEqual(['b']);
  });

  it('notices another order, a rest too early, and inputs of several processes', () => {
    const given = processSpecification(round, { files: { f1: ['a'] } }).given(...made);
    expect(() => given.orders(knock('b'))).toThrow();
    expect(() => given.rests()).toThrow();
    expect(() => given.given(...history('list-l2', { type: 'ListMade', data: { file: 'f1' } }))).toThrow('l1, l2');
    expect(() =>
      processSpecification(round)
        .given(...made)
        .rests(),
    ).toThrow('file f1');
  });
});
