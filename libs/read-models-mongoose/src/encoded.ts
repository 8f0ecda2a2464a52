import { absent, type IndexValue } from '@laurel/read-models';

// Index values as texts that compare by their bytes as `compareValues` orders the values: what is absent, then numbers, then texts. One kind
// of field for all of them: MongoDB's own ranges never cross from one kind to another.

/** Stands behind all that may follow an encoded value in a place. */
export const behind = '3';
/** The lowest place of a value that is not absent. */
export const present = '1';

export const encoded = (value: IndexValue): string => {
  if (value === absent) return '0';
  if (typeof value === 'number') return `1${sortable(value)}`;
  // The end of a text stands before everything that could go on; a NUL within it behind the end.
  return `2${value.includes('\0') ? value.replaceAll('\0', '\0\u00FF') : value}\0`;
};

/** Several values in a row; one that begins another stands before it. */
export const placeOf = (values: readonly IndexValue[]): string => {
  let place = '';
  for (const value of values) place += encoded(value);
  return place;
};

const bits = new DataView(new ArrayBuffer(8));
const sign = 0x8000_0000;

/** Of positive numbers the sign is turned, of negative ones every bit: as texts they stand as the numbers do. */
const sortable = (value: number): string => {
  bits.setFloat64(0, value === 0 ? 0 : value);
  const [high, low] = [bits.getUint32(0), bits.getUint32(4)];
  return value < 0 ? half(~high) + half(~low) : half(high ^ sign) + half(low);
};

const half = (word: number): string => (word >>> 0).toString(16).padStart(8, '0');

/** A document's `_id`: unique, and in the order of tenant and key. No tenant holds a NUL. */
export const idOf = (tenant: string, key: string): string => `${tenant}\0${key}`;

/** Every `_id` that begins so. */
export const beginningWith = (start: string) => ({ $gte: start, $lt: `${start}\u{10FFFF}` });
