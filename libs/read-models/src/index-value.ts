/** What an index holds of a field. Numbers stand before texts, as on every engine; an absent field stands before all of them. */
export type IndexValue = string | number;

/** Stands for what is not there: lower than every value, and unlike NULL it compares. */
export const absent = Number.NEGATIVE_INFINITY;

/** Takes a field's value; throws `TypeError` for what cannot be ordered. */
export const indexValue = (value: unknown): IndexValue => {
  if (value === undefined || value === null) return absent;
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new TypeError(`${JSON.stringify(value)} cannot stand in an index`);
};

/** Numbers by size, texts by their UTF-8 bytes. */
export const compareValues = (a: IndexValue, b: IndexValue): number => {
  if (a === b) return 0;
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b));
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return typeof a === 'number' ? -1 : 1;
};

export const compareRows = (a: readonly IndexValue[], b: readonly IndexValue[]): number => {
  for (const [at, value] of a.entries()) {
    const order = compareValues(value, b[at] ?? absent);
    if (order !== 0) return order;
  }
  return 0;
};
