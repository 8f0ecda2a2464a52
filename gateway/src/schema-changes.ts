import { type Change, CriticalityLevel, diff } from '@graphql-inspector/core';
import {
  buildSchema,
  getNamedType,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLSchema,
  type GraphQLType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql';

/** What has changed for front-ends since the last release, each in one line. */
export interface SchemaChanges {
  /** Must not be released. */
  readonly breaking: readonly string[];
  /** Would break, and was announced: deprecated in the release, and its day has passed. */
  readonly announced: readonly string[];
  /** May surprise: a new value of an enum, a new member of a union. */
  readonly dangerous: readonly string[];
  readonly safe: readonly string[];
}

/**
 * Grades every change between two schemas. Something may go when the release deprecates it with "remove after YYYY-MM-DD" in its reason
 * and that day lies before `today`; a type, when nothing that stays refers to it.
 */
export const schemaChanges = async (released: string, current: string, today: string): Promise<SchemaChanges> => {
  const before = buildSchema(released);
  const changes = (await diff(before, buildSchema(current))).filter(({ type }) => !String(type).includes('DESCRIPTION'));
  const { Breaking, Dangerous, NonBreaking } = CriticalityLevel;
  const graded = (level: CriticalityLevel) => changes.filter(({ criticality }) => criticality.level === level);
  const lines = (some: readonly Change[]) => some.map(({ message }) => message).sort();
  const [announced, breaking] = partition(graded(Breaking), ({ path }) => mayGo(before, path, today));
  return { breaking: lines(breaking), announced: lines(announced), dangerous: lines(graded(Dangerous)), safe: lines(graded(NonBreaking)) };
};

/** By its path: `Type`, `Type.field`, `Enum.VALUE`, `Type.field.argument`. */
const mayGo = (schema: GraphQLSchema, path: string | undefined, today: string): boolean => {
  const [typeName = '', member] = path?.split('.') ?? [];
  if (member !== undefined) return hasPassed(deprecationOf(schema, typeName, member), today);
  const references = referencesTo(schema, typeName);
  return references.length > 0 && references.every((reason) => hasPassed(reason, today));
};

const hasPassed = (reason: string | null | undefined, today: string): boolean => {
  const after = reason == null ? undefined : removalDay(reason);
  return after !== undefined && after < today;
};

/** The day that a deprecation names. */
export const removalDay = (reason: string): string | undefined => /remove after (\d{4}-\d{2}-\d{2})\b/.exec(reason)?.[1];

const deprecationOf = (schema: GraphQLSchema, typeName: string, member: string): string | null | undefined => {
  const type = schema.getType(typeName);
  if (isEnumType(type)) return type.getValue(member)?.deprecationReason;
  return isObjectType(type) || isInterfaceType(type) || isInputObjectType(type) ? type.getFields()[member]?.deprecationReason : undefined;
};

/** Of each field elsewhere that gives or takes the type: why it is deprecated, null when it is not. */
const referencesTo = (schema: GraphQLSchema, typeName: string): readonly (string | null)[] =>
  Object.values(schema.getTypeMap()).flatMap((type) => {
    if (type.name === typeName || !(isObjectType(type) || isInterfaceType(type) || isInputObjectType(type))) return [];
    return Object.values(type.getFields())
      .filter((field) => typesOf(field).some((one) => getNamedType(one).name === typeName))
      .map(({ deprecationReason }) => deprecationReason ?? null);
  });

const typesOf = (field: GraphQLInputField | GraphQLField<unknown, unknown>): readonly GraphQLType[] => [
  field.type,
  ...('args' in field ? field.args.map(({ type }) => type) : []),
];

const partition = <T>(all: readonly T[], is: (one: T) => boolean): readonly [T[], T[]] => [all.filter(is), all.filter((one) => !is(one))];
