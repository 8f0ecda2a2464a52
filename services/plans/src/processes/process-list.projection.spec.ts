import { describe, expect, it } from '@jest/globals';
import { history, project } from '@laurel/testing';
import { edition28 } from './fixtures/edition-28.js';
import { processListProjection } from './process-list.projection.js';

describe('how far an opening is', () => {
  const at = '2021-01-22T02:00:00.000Z';
  const events = history<{ type: string; data: object }>(
    'opening-plan_28',
    { type: 'IssueTaken', data: { at, on: '2021-01-22', edition: 'first' } },
    { type: 'BatchSettled', data: { number: 0, done: 200, nothing: 0, refused: [] } },
    { type: 'BatchSettled', data: { number: 1, done: 134, nothing: 1, refused: [] } },
    { type: 'ProcessRested', data: {} },
    { type: 'CloseTaken', data: { at, reason: 'Hết năm' } },
    { type: 'BatchSettled', data: { number: 1_000_000, done: 7, nothing: 2, refused: [] } },
  );
  const after = (count: number) => project(processListProjection, events.slice(0, count), { files: { first: edition28() } })[0];
  const row = {
    id: 'opening-plan_28',
    tenant: 'ba-dinh',
    kind: 'OPENING',
    subject: 'plan_28',
    refused: 0,
    refusals: [],
    units: [],
    since: '2021-01-22T01:00:00.000Z',
  };

  it('is told from the first batch on, and the end of the plan does not count as an opening', () => {
    expect(after(1)).toEqual({ ...row, state: 'RUNNING', total: 335, done: 0, nothing: 0, counted: [true] });
    expect(after(2)).toEqual({ ...row, state: 'RUNNING', total: 335, done: 200, nothing: 0, counted: [true] });
    expect(after(4)).toEqual({ ...row, state: 'RESTING', total: 335, done: 334, nothing: 1, counted: [true] });
    expect(after(6)).toEqual({ ...row, state: 'RUNNING', total: 335, done: 334, nothing: 1, counted: [true, false] });
  });
});
