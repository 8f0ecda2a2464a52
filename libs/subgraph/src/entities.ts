import { type GraphQLObjectType, type GraphQLSchema, isObjectType, isUnionType, parse } from 'graphql';
import { badInput } from './faults.js';

/** Types that have a key here and nothing to look it up with: @apollo/subgraph would echo any id as if it existed. */
export const unresolvedEntities = (schema: GraphQLSchema): readonly string[] =>
  entitiesOf(schema)
    .filter((type) => keysOf(type).length > 0 && !hasReferenceResolver(type))
    .map(({ name }) => name);

/** Refuses what names no entity of this schema, or not by its key: @apollo/subgraph and the resolvers would trip over it as over a bug. */
export const checkRepresentations = (schema: GraphQLSchema): void => {
  const field = schema.getQueryType()?.getFields()._entities;
  const resolve = field?.resolve;
  if (!field || !resolve) return; // a service without entities
  const keys = new Map(entitiesOf(schema).flatMap((type) => (keysOf(type).length > 0 ? [[type.name, keysOf(type)]] : [])));
  field.resolve = (source, args, context, info) => {
    const { representations } = args as { readonly representations: readonly unknown[] }; // `[_Any!]!`
    representations.forEach((one, index) => {
      const path = ['representations', String(index)];
      const { __typename, ...fields } = recordOf(one);
      const keysOfType = typeof __typename === 'string' ? keys.get(__typename) : undefined;
      if (!keysOfType) throw badInput([...path, '__typename'], `names a type that is looked up here: ${[...keys.keys()].join(', ')}`);
      if (!keysOfType.some((key) => key.every((name) => typeof fields[name] === 'string')))
        throw badInput(path, `has the key of its type, as text: ${keysOfType.map((key) => key.join(' ')).join(', or ')}`);
    });
    return resolve(source, args, context, info) as unknown;
  };
};

const recordOf = (value: unknown): Readonly<Record<string, unknown>> => (typeof value === 'object' && value !== null ? { ...value } : {});

const entitiesOf = (schema: GraphQLSchema): readonly GraphQLObjectType[] => {
  const entities = schema.getType('_Entity');
  return isUnionType(entities) ? entities.getTypes().filter((type) => isObjectType(type)) : [];
};

/** The fields of each key by which the type can be looked up here. */
const keysOf = ({ astNode, extensionASTNodes }: GraphQLObjectType): readonly (readonly string[])[] =>
  [...(astNode ? [astNode] : []), ...extensionASTNodes]
    .flatMap(({ directives }) => directives ?? [])
    .filter(({ name }) => name.value === 'key')
    .filter(
      ({ arguments: given }) =>
        !given?.some(({ name, value }) => name.value === 'resolvable' && value.kind === 'BooleanValue' && !value.value),
    )
    .map(({ arguments: given }) => {
      const fields = given?.find(({ name }) => name.value === 'fields')?.value;
      return fields?.kind === 'StringValue' ? namesIn(fields.value) : [];
    });

const namesIn = (fields: string): readonly string[] =>
  parse(`{ ${fields} }`).definitions.flatMap((definition) =>
    'selectionSet' in definition && definition.selectionSet
      ? definition.selectionSet.selections.flatMap((selection) => (selection.kind === 'Field' ? [selection.name.value] : []))
      : [],
  );

// Where @apollo/subgraph keeps it; a spec holds that.
const hasReferenceResolver = ({ extensions }: GraphQLObjectType): boolean =>
  (extensions as { apollo?: { subgraph?: { resolveReference?: unknown } } }).apollo?.subgraph?.resolveReference !== undefined;
