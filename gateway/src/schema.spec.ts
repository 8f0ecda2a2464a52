import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, type GraphQLField, isEnumType, isInputObjectType, isNonNullType, isObjectType, isSpecifiedScalarType } from 'graphql';
import { removalDay } from './schema-changes.js';

/** The schema that front-ends see, as `npm run generate` has written it. */
const schema = buildSchema(readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'));
const types = Object.values(schema.getTypeMap()).filter((type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type));
const roots = [schema.getQueryType()!, schema.getMutationType()!];
const rootFields = roots.flatMap((root) => Object.values(root.getFields()).map((field) => ({ name: `${root.name}.${field.name}`, field })));
const mutations = Object.values(schema.getMutationType()!.getFields());
const namesOf = (some: readonly { readonly name: string }[]): readonly string[] => some.map(({ name }) => name);

describe('the schema', () => {
  it('has nullable root fields and payloads only: one service that fails takes no other answer with it', () => {
    expect(rootFields.length).toBeGreaterThan(50);
    expect(namesOf(rootFields.filter(({ field }) => isNonNullType(field.type)))).toEqual([]);
  });

  it('says what every type, query and mutation is; connections, edges, payloads and inputs are what their names say', () => {
    const bySuffix = /(Connection|Edge|Payload|Input)$/;
    const silent = types.filter((type) => !roots.some((root) => root === type) && !bySuffix.test(type.name) && !type.description);
    expect(namesOf(silent)).toEqual([]);
    expect(namesOf(rootFields.filter(({ field }) => !field.description))).toEqual([]);
  });

  it('gives every mutation one input with an idempotency key, and a payload with all that a client needs', () => {
    const fieldNames = (type: unknown): readonly string[] =>
      isObjectType(type) || isInputObjectType(type) ? Object.keys(type.getFields()) : [];
    const wrong = mutations.filter(({ args, type }: GraphQLField<unknown, unknown>) => {
      const [input, more] = args;
      const asked = input && isNonNullType(input.type) ? fieldNames(input.type.ofType) : [];
      const answered = fieldNames(type);
      return (
        more !== undefined ||
        input?.name !== 'input' ||
        !asked.includes('idempotencyKey') ||
        !['position', 'errors', 'warnings'].every((name) => answered.includes(name))
      );
    });
    expect(namesOf(wrong)).toEqual(filesOnly);
  });

  it('names the day after which what is deprecated may go', () => {
    const deprecated = types.flatMap((type) => {
      const members = isEnumType(type)
        ? type.getValues()
        : isObjectType(type) || isInputObjectType(type)
          ? Object.values(type.getFields())
          : [];
      return members.flatMap(({ name, deprecationReason }) =>
        deprecationReason ? [{ name: `${type.name}.${name}`, deprecationReason }] : [],
      );
    });
    expect(namesOf(deprecated.filter(({ deprecationReason }) => removalDay(deprecationReason) === undefined))).toEqual([]);
  });
});

/** Puts bytes beside the log: the same bytes are the same file, nothing in a stream changes. */
const filesOnly = ['uploadFile'];
