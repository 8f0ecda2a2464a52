import { type GraphQLObjectType, type GraphQLSchema, isObjectType, isUnionType } from 'graphql';

/** Types that have a key here and nothing to look it up with: @apollo/subgraph would echo any id as if it existed. */
export const unresolvedEntities = (schema: GraphQLSchema): readonly string[] => {
  const entities = schema.getType('_Entity');
  if (!isUnionType(entities)) return [];
  return entities
    .getTypes()
    .filter((type) => isObjectType(type) && isResolvable(type) && !hasReferenceResolver(type))
    .map(({ name }) => name);
};

const isResolvable = ({ astNode, extensionASTNodes }: GraphQLObjectType): boolean =>
  [...(astNode ? [astNode] : []), ...extensionASTNodes]
    .flatMap(({ directives }) => directives ?? [])
    .filter(({ name }) => name.value === 'key')
    .some(
      ({ arguments: given }) =>
        !given?.some(({ name, value }) => name.value === 'resolvable' && value.kind === 'BooleanValue' && !value.value),
    );

// Where @apollo/subgraph keeps it; a spec holds that.
const hasReferenceResolver = ({ extensions }: GraphQLObjectType): boolean =>
  (extensions as { apollo?: { subgraph?: { resolveReference?: unknown } } }).apollo?.subgraph?.resolveReference !== undefined;
