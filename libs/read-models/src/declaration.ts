import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { AnyCollection, AnyIndex } from './collection.js';
import { kindOf } from './fields.js';
import { personalPaths } from './personal-paths.js';

/** A collection that no engine can serve as it is declared. Found at start. */
export class InvalidDeclaration extends Error {
  override readonly name = 'InvalidDeclaration';
  readonly code = 'INVALID_DECLARATION';
  constructor(collection: string, reason: string) {
    super(`collection ${collection}: ${reason}`);
  }
}

/** The declaration is another one than the documents were written by: raise the version, so that the new one is built beside the old. */
export class DeclarationChanged extends Error {
  override readonly name = 'DeclarationChanged';
  readonly code = 'DECLARATION_CHANGED';
  constructor(readonly collection: string) {
    super(`the declaration of ${collection} has changed and its version has not: raise the version`);
  }
}

/** The name of a collection's version, and of its projection's cursor: `obligation-list@1`. */
export const cursorName = ({ name, version }: Pick<AnyCollection, 'name' | 'version'>): string => `${name}@${version}`;

/** Throws `InvalidDeclaration`. */
export const checkDeclaration = (spec: AnyCollection): void => {
  const wrong = (reason: string) => new InvalidDeclaration(spec.name, reason);
  const must = (field: string, kinds: readonly string[], use: string) => {
    const kind = kindOf(spec.document, field);
    if (kind === undefined) throw wrong(`${use} ${field} is no field of its documents`);
    if (!kinds.includes(kind)) throw wrong(`${use} ${field} is ${kind === 'list' ? 'a list' : 'no value that compares'}`);
  };
  if (!/^[a-z][a-z0-9-]*$/.test(spec.name)) throw wrong('a name is of small letters, digits and hyphens');
  if (!Number.isInteger(spec.version) || spec.version < 1) throw wrong('a version is a whole number from 1 up');
  must('tenant', ['value'], 'field');
  must(spec.key, ['value'], 'key');
  if (spec.owner.units) must(spec.owner.units, ['value', 'list'], 'owner');
  if (spec.owner.person) must(spec.owner.person, ['value'], 'owner');
  for (const [name, { equal, order }] of Object.entries<AnyIndex>(spec.indexes)) {
    const fields = [...equal, ...order];
    if (!/^[a-zA-Z][a-zA-Z0-9]*$/.test(name)) throw wrong(`index ${name} is not one camelCase word`);
    if (order.length === 0) throw wrong(`index ${name} has no order`);
    if (new Set(fields).size < fields.length || fields.includes('tenant')) throw wrong(`index ${name} names a field twice, or the tenant`);
    for (const field of equal) must(field, ['value', 'list'], `index ${name}:`);
    for (const field of order) must(field, ['value'], `index ${name}: order`);
    if (equal.filter((field) => kindOf(spec.document, field) === 'list').length > 1) throw wrong(`index ${name} has two lists`);
  }
  for (const field of spec.search ?? []) must(field, ['value', 'list'], 'search');
  for (const { path, subject } of personalPaths(spec)) {
    // A key and an owner stand in cursors, cursors in addresses and logs, where no erasure reaches them.
    if ([spec.key, spec.owner.units, spec.owner.person].includes(path)) throw wrong(`${path} is personal and cannot be key or owner`);
    if (!path.includes('.') && kindOf(spec.document, subject) !== 'value')
      throw wrong(`${path} is personal and its subject ${subject} is no field`);
  }
};

/** The same for the same declaration; functions count by name only. */
export const fingerprint = (spec: AnyCollection): string => {
  const { key, owner, indexes, search = [], tallies = {} } = spec;
  const shape = z.toJSONSchema(spec.document, { unrepresentable: 'any', io: 'output' });
  const said = JSON.stringify([key, owner, indexes, search, Object.keys(tallies).sort(), personalPaths(spec), shape]);
  return createHash('sha256').update(said).digest('base64url');
};
