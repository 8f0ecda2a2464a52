import { indexValue, type IndexValue } from '../index-value.js';
import type { Source } from './layout.js';

type Document = Readonly<Record<string, unknown>>;

/** The rows of a document in a side table: one per element of its list, per pair of elements where the owner is another list. */
export const sideRows = ({ side }: Source, document: Document): readonly (readonly IndexValue[])[] => {
  if (!side) return [];
  const fields = [...(side.owner ? [side.owner] : []), ...side.equal];
  const order = side.order.map((field) => indexValue(document[field]));
  return product(fields.map((field) => elements(document[field]))).map((row) => [...row, ...order]);
};

const elements = (value: unknown): readonly IndexValue[] =>
  Array.isArray(value) ? [...new Set(value.map(indexValue))] : [indexValue(value)];

export const product = <T>(choices: readonly (readonly T[])[]): readonly (readonly T[])[] =>
  choices.reduce<readonly (readonly T[])[]>((rows, choice) => rows.flatMap((row) => choice.map((one) => [...row, one])), [[]]);
