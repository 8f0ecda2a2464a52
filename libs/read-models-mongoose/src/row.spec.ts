import { describe, expect, it } from '@jest/globals';
import { movesOf, type Row } from './row.js';

describe('what turns one row into another', () => {
  const row: Row = { _id: 'a', t: 'a', d: '1', u: ['u1', 'u2'], p: 'p1', e: { one: ['x', 'y'], two: 'z' }, o: { one: '1', two: '2' } };

  it('is nothing where they are the same', () => {
    expect(movesOf(row, structuredClone(row))).toEqual({});
  });

  it('names what moves, each place of an index for itself', () => {
    const after: Row = { ...row, d: '2', u: ['u1', 'u3'], e: { one: ['x'], two: 'z' }, o: { one: '1', two: '3' } };
    expect(movesOf(row, after)).toEqual({ $set: { d: '2', u: ['u1', 'u3'], 'e.one': ['x'], 'o.two': '3' } });
  });

  it('takes away what is not there any more, and brings what was not there', () => {
    const { p: _p, e: _e, ...rest } = row;
    const after: Row = { ...rest, c: { one: ['u1x'] }, w: ['w'], x: ['w'] };
    expect(movesOf(row, after)).toEqual({
      $set: { w: ['w'], x: ['w'], 'c.one': ['u1x'] },
      $unset: { p: '', 'e.one': '', 'e.two': '' },
    });
  });
});
