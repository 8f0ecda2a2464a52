import type { Owner } from '@laurel/event-sourcing';
import type { AnyCollection } from './collection.js';

type Document = Readonly<Record<string, unknown>>;

/** Whose a document is, by the fields that its collection names. */
export const ownerOf = (spec: AnyCollection, document: Document): Owner => ({
  ...(spec.owner.units && { units: texts(document[spec.owner.units]) }),
  ...(spec.owner.person && typeof document[spec.owner.person] === 'string' && { person: String(document[spec.owner.person]) }),
});

const texts = (value: unknown): readonly string[] => {
  if (!Array.isArray(value)) return typeof value === 'string' ? [value] : [];
  const found = value.filter((one): one is string => typeof one === 'string');
  return found.length < 2 ? found : [...new Set(found)].sort();
};
