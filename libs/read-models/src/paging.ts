import type { PageRequest } from './collection.js';
import { absent, type IndexValue } from './index-value.js';

/** A cursor that this list did not give. */
export class InvalidCursor extends Error {
  override readonly name = 'InvalidCursor';
  readonly code = 'INVALID_CURSOR';
  constructor(options?: ErrorOptions) {
    super('the cursor is not one of this list', options);
  }
}

/** A page request, read: how many, which way, and after what. */
export interface Paging {
  readonly size: number;
  readonly backwards: boolean;
  readonly bound: readonly IndexValue[] | undefined;
}

export const largestPage = 1000;

/** Takes the list's name and how many values place a row in it. Throws `RangeError` for a size, `InvalidCursor` for a cursor. */
export const pagingOf = (page: PageRequest, list: string, width: number): Paging => {
  const backwards = 'last' in page;
  const size = 'last' in page ? page.last : page.first;
  if (!Number.isInteger(size) || size < 1 || size > largestPage) throw new RangeError(`a page has 1 to ${largestPage} items, not ${size}`);
  const cursor = 'last' in page ? page.before : page.after;
  return { size, backwards, bound: cursor === undefined ? undefined : boundOf(cursor, list, width) };
};

/** A row's place in its list, not its number: it stays right whatever is inserted or removed before it. */
export const cursorOf = (list: string, place: readonly IndexValue[]): string =>
  Buffer.from(JSON.stringify([list, ...place.map((value) => (value === absent ? null : value))])).toString('base64url');

const boundOf = (cursor: string, list: string, width: number): readonly IndexValue[] => {
  const [of, ...place] = parsed(cursor);
  if (of !== list || place.length !== width) throw new InvalidCursor();
  return place.map((value) => {
    if (value === null) return absent;
    if (typeof value === 'string' || typeof value === 'number') return value;
    throw new InvalidCursor();
  });
};

const parsed = (cursor: string): readonly unknown[] => {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(value)) return value;
  } catch (cause) {
    throw new InvalidCursor({ cause });
  }
  throw new InvalidCursor();
};
