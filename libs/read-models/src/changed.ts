import type { AnyCollection } from './collection.js';
import type { AnyChange } from './projection.js';

/** A change that cannot be made however often it is tried: the event or the projection is wrong, not the world. */
export class ChangeFailed extends Error {
  override readonly name = 'ChangeFailed';
  readonly code = 'CHANGE_FAILED';
  constructor(
    readonly collection: string,
    readonly key: string,
    reason: string,
    options?: ErrorOptions,
  ) {
    super(`${collection}: ${reason}`, options);
  }
}

/** The document that a change is about. */
export const keyOf = (spec: AnyCollection, change: AnyChange): string => {
  if ('alter' in change) return change.alter;
  if ('upsert' in change) return change.upsert;
  return String(change.put[spec.key]);
};

/**
 * The document after a change, in the shape that its collection declares; undefined when it is removed. Every engine goes through here.
 * Throws `ChangeFailed`: an alteration of nothing, a shape that does not fit, another tenant's document, a key that changes.
 */
export const changed = (
  spec: AnyCollection,
  tenant: string,
  change: AnyChange,
  before: unknown,
): Readonly<Record<string, unknown>> | undefined => {
  const key = keyOf(spec, change);
  const after = applied(spec, key, change, before);
  if (after === undefined) return undefined;
  const parsed = spec.document.safeParse(after);
  if (!parsed.success)
    throw new ChangeFailed(spec.name, key, `document ${key} leaves its shape: ${parsed.error.message}`, { cause: parsed.error });
  const document = parsed.data as Readonly<Record<string, unknown>>; // collections hold objects
  if (document['tenant'] !== tenant) throw new ChangeFailed(spec.name, key, `document ${key} is not of the event's tenant`);
  if (document[spec.key] !== key) throw new ChangeFailed(spec.name, key, `document ${key} changes its key`);
  return document;
};

const applied = (spec: AnyCollection, key: string, change: AnyChange, before: unknown): unknown => {
  if ('put' in change) return change.put;
  if ('alter' in change && before === undefined) throw new ChangeFailed(spec.name, key, `no document ${key}`);
  try {
    return change.to(before);
  } catch (cause) {
    throw new ChangeFailed(spec.name, key, `document ${key} cannot be changed: ${String(cause)}`, { cause });
  }
};
