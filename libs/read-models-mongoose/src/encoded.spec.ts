import { describe, expect, it } from '@jest/globals';
import { absent, compareRows, type IndexValue } from '@laurel/read-models';
import fc from 'fast-check';
import { behind, encoded, placeOf } from './encoded.js';

const text = fc.oneof(
  fc.constantFrom('', 'a', 'a\0', 'a\0b', 'a\0ÿ', 'aÿ', 'ab', 'Z', 'đ', '\u{FFFD}', '🌿'),
  fc.string({ unit: 'grapheme' }),
);
const number = fc.oneof(
  fc.constantFrom(0, -0, -1, 1, 2.5, 9, 10, 1e300, -1e300, 5e-324),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const value: fc.Arbitrary<IndexValue> = fc.oneof(fc.constant(absent), number, text);
const bytes = (a: string, b: string) => Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b)));

describe('an encoded place', () => {
  it('compares by bytes as its values compare', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 3 }), (pairs) => {
        const [one, other] = [pairs.map(([a]) => a), pairs.map(([, b]) => b)];
        expect(bytes(placeOf(one), placeOf(other))).toBe(Math.sign(compareRows(one, other)));
      }),
      { numRuns: 3000 },
    );
  });

  it('that begins with a value lies between the value and what is behind it', () => {
    fc.assert(
      fc.property(value, value, fc.array(value, { maxLength: 2 }), (limit, first, more) => {
        const place = placeOf([first, ...more]);
        expect(bytes(place, encoded(limit)) >= 0).toBe(compareRows([first], [limit]) >= 0);
        expect(bytes(place, encoded(limit) + behind) < 0).toBe(compareRows([first], [limit]) <= 0);
      }),
      { numRuns: 3000 },
    );
  });
});
