import { TypeID } from 'typeid-js';
import { v5, v7 } from 'uuid';

/** UUIDv7, monotonic within the process, also when the machine's clock is set back. */
export const newEventId = (): string => v7();

/** The root of every derived id of Laurel; never changes. */
const namespace = 'a6a1c2f0-3a3c-5f0e-9d9b-0f7a6d1e2c55';

/** A UUIDv5 of these names: the same names, the same id. Used for command ids, so that a repeat is known as one. */
export const derivedUuid = (...names: readonly string[]): string => v5(JSON.stringify(names), namespace);

/** A public id (TypeID) that follows from what caused it, so that a repeated create makes one thing: `derivedId('plan', commandId)`. */
export const derivedId = (prefix: string, ...names: readonly string[]): string =>
  TypeID.fromUUID(prefix, derivedUuid(prefix, ...names)).toString();

/** The prefix of a public id, `plan` of `plan_01h…`; undefined when it is none. */
export const prefixOf = (id: string): string | undefined => /^([a-z]+(?:_[a-z]+)*)_[0-7][0-9a-hjkmnp-tv-z]{25}$/.exec(id)?.[1];
