import { vietnameseSortKey } from '@laurel/read-models';

/** Orders names of organisations and offices as Vietnamese lists do: word by word, numbers by their value, so that cluster 10 follows 9. */
export const nameSortKey = (name: string): string =>
  name
    .trim()
    .split(/[\s,–-]+/u)
    .filter((word) => word !== '')
    .map((word) => vietnameseSortKey(word.replace(/\d+/g, (digits) => digits.padStart(6, '0'))).trimEnd())
    .join('!');
