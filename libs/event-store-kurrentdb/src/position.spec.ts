import { describe, expect, it } from '@jest/globals';
import { positionOf, positionText } from './position.js';

describe('a position of KurrentDB as text', () => {
  it('compares as the pair of commit and prepare does, up to the largest number of 64 bits', () => {
    const positions = [
      { commit: 0n, prepare: 0n },
      { commit: 9n, prepare: 2n ** 64n - 1n },
      { commit: 10n, prepare: 9n },
      { commit: 10n, prepare: 10n },
      { commit: 2n ** 64n - 1n, prepare: 1n },
    ];
    const texts = positions.map(positionText);
    expect(texts.toSorted()).toEqual(texts);
    expect(texts.map(positionOf)).toEqual(positions);
    expect(new Set(texts.map(({ length }) => length))).toEqual(new Set([40]));
  });

  it('refuses what is a position of another engine', () => {
    expect(() => positionOf('0000000000000001')).toThrow(RangeError);
  });
});
