import { composeServices } from '@apollo/composition';
import {
  type ConstDirectiveNode,
  Kind,
  lexicographicSortSchema,
  type ObjectTypeDefinitionNode,
  parse,
  printSchema,
  type TypeNode,
} from 'graphql';
import { type NodeTable, nodesService, typesIn } from './node-table.js';

export interface SubgraphSdl {
  readonly name: string;
  readonly sdl: string;
}

export interface Composed {
  readonly supergraph: string;
  /** What front-ends see of it. */
  readonly api: string;
  readonly nodes: NodeTable;
}

/** At build time: the subgraphs and the gateway's own one of `node` as one supergraph. Throws with every reason why they do not fit. */
export const compose = (subgraphs: readonly SubgraphSdl[]): Composed => {
  const nodes = nodeTable(subgraphs);
  const all = [...subgraphs, { name: nodesService, sdl: nodesSdl(nodes, subgraphs.some(hasViewer)) }];
  // A url is wanted and never used: where a subgraph is, the composition root knows.
  const { errors, supergraphSdl, schema } = composeServices(
    all.map(({ name, sdl }) => ({ name, typeDefs: parse(sdl), url: `http://${name}.invalid` })),
  );
  const reasons = [...(errors ?? []).map(({ message }) => message), ...all.flatMap(notNullable)];
  if (reasons.length > 0 || supergraphSdl === undefined || !schema) throw new Error(`the subgraphs do not compose:\n${reasons.join('\n')}`);
  return { supergraph: supergraphSdl, nodes, api: printSchema(lexicographicSortSchema(schema.toAPISchema().toGraphQLJSSchema())) };
};

const types = ({ sdl }: SubgraphSdl): readonly ObjectTypeDefinitionNode[] =>
  parse(sdl).definitions.filter((definition) => definition.kind === Kind.OBJECT_TYPE_DEFINITION);

const argument = ({ arguments: given }: ConstDirectiveNode, wanted: string) => given?.find(({ name }) => name.value === wanted)?.value;

/** Who answers for the ids of which prefix: the service where the type has a key that it can look up. */
const nodeTable = (subgraphs: readonly SubgraphSdl[]): NodeTable => {
  const table: Record<string, { type: string; service: string }> = {};
  for (const subgraph of subgraphs) {
    for (const { name, interfaces, directives = [] } of types(subgraph)) {
      const keys = directives.filter((directive) => directive.name.value === 'key');
      const resolvable = keys.some((key) => {
        const said = argument(key, 'resolvable');
        return !(said?.kind === Kind.BOOLEAN && !said.value);
      });
      if (!resolvable || !interfaces?.some((one) => one.name.value === 'Node')) continue;
      const said = directives.filter((directive) => directive.name.value === 'idPrefix').map((one) => argument(one, 'is'));
      const prefixes = said.flatMap((value) => (value?.kind === Kind.STRING ? [value.value] : []));
      for (const prefix of prefixes.length > 0 ? prefixes : [snakeCase(name.value)]) {
        const other = table[prefix];
        if (other)
          throw new Error(
            `ids that begin with ${prefix}_ belong to ${other.type} of ${other.service} and ${name.value} of ${subgraph.name}`,
          );
        table[prefix] = { type: name.value, service: subgraph.name };
      }
    }
  }
  return Object.fromEntries(Object.entries(table).sort(([a], [b]) => (a < b ? -1 : 1)));
};

const snakeCase = (name: string): string => name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toLowerCase();

const hasViewer = (subgraph: SubgraphSdl): boolean => types(subgraph).some(({ name }) => name.value === 'Viewer');

const nodesSdl = (nodes: NodeTable, withViewer: boolean): string => `
extend schema @link(url: "https://specs.apollo.dev/federation/v2.11", import: ["@key"])
interface Node { id: ID! }
${typesIn(nodes)
  .map((type) => `type ${type} implements Node @key(fields: "id", resolvable: false) { id: ID! }`)
  .join('\n')}
${withViewer ? viewerSdl : ''}
type Query {
  "Whatever has this id; null when it is not there or not for you."
  node(id: ID!): Node
  "In the order of the ids, at most 100."
  nodes(ids: [ID!]!): [Node]
}
`;

const viewerSdl = `
type Viewer @key(fields: "id") {
  id: ID!
  "Quyền của tôi: in any service, however far each reaches; \`availableActions\` says what may be done with one thing. Null when a service does not answer."
  permissions: [String!]
}`;

/** With non-null root fields one service that is down would take the healthy ones with it, and a refused mutation the answers before it. */
const notNullable = (subgraph: SubgraphSdl): readonly string[] =>
  parse(subgraph.sdl)
    .definitions.filter((definition) => definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.OBJECT_TYPE_EXTENSION)
    .filter(({ name }) => name.value === 'Query' || name.value === 'Mutation')
    .flatMap(({ name, fields = [] }) => fields.filter(({ type }) => isNonNull(type)).map((field) => `${name.value}.${field.name.value}`))
    .map((field) => `${subgraph.name}: ${field} must be nullable`);

const isNonNull = ({ kind }: TypeNode): boolean => kind === Kind.NON_NULL_TYPE;
