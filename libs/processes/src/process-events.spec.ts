import { describe, expect, it } from '@jest/globals';
import type { Recorded } from '@laurel/event-sourcing';
import { z } from 'zod';
import { arm, defineProcessEvents, disarm, inputsFrom } from './index.js';

describe('the vocabulary of a process', () => {
  it('holds its own events and the runner’s', () => {
    const { category, schemas } = defineProcessEvents('opening', { OpeningBegun: z.object({ units: z.array(z.string()) }) });
    expect(category).toBe('opening');
    expect(Object.keys(schemas)).toEqual(['OpeningBegun', 'BatchSettled', 'ProcessRested', 'ReachKept']);
  });

  it('leaves the runner’s names to the runner', () =>
    expect(() => defineProcessEvents('opening', { ProcessRested: z.object({}) })).toThrow('ProcessRested is written by the runner'));

  it('looks inputs up by category and type', () => {
    const events = defineProcessEvents('opening', { OpeningBegun: z.object({ plan: z.string() }) });
    const inputs = inputsFrom(events, { OpeningBegun: ({ data }) => ({ process: data.plan, events: () => [] }) });
    expect(Object.keys(inputs)).toEqual(['opening']);
    expect(Object.keys(inputs['opening']!)).toEqual(['OpeningBegun']);
  });
});

describe('a timer', () => {
  const event = { stream: 'obligation-obl_1', revision: 4, metadata: { tenant: 'ba-dinh' } } as Recorded; // what `arm` looks at
  const timer = { id: 'obl_1/overdue', due: '2021-01-28T00:00:00+07:00', category: 'obligation', target: 'obl_1', type: 'MarkOverdue' };
  const row = {
    ...timer,
    tenant: 'ba-dinh',
    due: '2021-01-27T17:00:00.000Z',
    stream: 'obligation-obl_1',
    revision: 4,
    data: {},
    settled: false,
  };

  it('is armed with an instant in one fixed form', () => {
    const change = arm(event, timer);
    expect('upsert' in change && change.upsert).toBe('obl_1/overdue');
    expect('upsert' in change && change.to({ ...row, settled: true, revision: 1 })).toEqual(row);
  });

  it('does not take what is no instant', () => expect(() => arm(event, { ...timer, due: '30/02/2021' })).toThrow(RangeError));

  it('is disarmed whether it was armed or not', () => {
    const change = disarm('obl_1/overdue');
    expect('upsert' in change && [change.to(undefined), change.to(row)]).toEqual([undefined, undefined]);
  });
});
