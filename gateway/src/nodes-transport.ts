import { type GraphQLFormattedError, buildSchema, execute, GraphQLError, parse } from 'graphql';
import type { Headers, SubgraphAnswer, SubgraphRequest } from '@laurel/subgraph/door';
import { prefixOf } from '@laurel/runtime';
import { type NodeTable, typesIn } from './node-table.js';
import type { SubgraphTransport, Transports } from './transport.js';

interface Found {
  readonly __typename: string;
  readonly id: string;
}

const ask = 'query Nodes($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }';

/**
 * The subgraph of what no single service can answer: `node`, `nodes` and `viewer.permissions`. It asks the owner before it says that
 * something exists: with the caller's headers, so that null means "not there or not for you". An owner that does not answer is an error,
 * never a null.
 */
export const nodesTransport = (nodes: NodeTable, transports: Transports): SubgraphTransport => {
  const schema = buildSchema(sdlOf(nodes));
  return {
    execute: async ({ query, variables, operationName, headers }) => {
      const { data, errors } = await execute({
        schema,
        document: parse(query),
        rootValue: {
          node: async ({ id }: { id: string }) => (await lookUp(nodes, transports, [id], headers))[0],
          nodes: ({ ids }: { ids: readonly string[] }) => {
            if (ids.length > 100) throw new GraphQLError('ids: at most 100', { extensions: { code: 'BAD_USER_INPUT', path: ['ids'] } });
            return lookUp(nodes, transports, ids, headers);
          },
          // Nothing but Viewer has its key here. Whose permissions they are, the headers say, not the id.
          _entities: ({ representations }: { representations: readonly { readonly id: string }[] }) =>
            representations.map(({ id }) => ({ __typename: 'Viewer', id, permissions: () => permissionsOf(transports, headers) })),
        },
        ...(variables && { variableValues: variables }),
        ...(operationName !== undefined && { operationName }),
      });
      return { ...(data !== undefined && { data }), ...(errors && { errors: errors.map((error) => error.toJSON()) }) };
    },
  };
};

/** In the order of the ids; one question to each owner. */
const lookUp = async (
  nodes: NodeTable,
  transports: Transports,
  ids: readonly string[],
  headers: Headers,
): Promise<readonly (Found | null | Error)[]> => {
  const owners = new Map<string, Found[]>();
  const wanted = ids.map((id) => {
    const prefix = prefixOf(id);
    const node = prefix !== undefined && Object.hasOwn(nodes, prefix) ? nodes[prefix] : undefined;
    if (!node) return undefined;
    const found = { __typename: node.type, id };
    owners.set(node.service, [...(owners.get(node.service) ?? []), found]);
    return found;
  });
  const known = new Map<Found, Found | null | Error>();
  await Promise.all(
    [...owners].map(async ([service, asked]) => {
      const answers = await askOwner(service, transports, asked, headers);
      asked.forEach((found, index) => known.set(found, answers(index)));
    }),
  );
  return wanted.map((found) => (found && known.get(found)) ?? null);
};

const askOwner = async (
  service: string,
  transports: Transports,
  representations: readonly Found[],
  headers: Headers,
): Promise<(index: number) => Found | null | Error> => {
  const { data, errors = [] } = await answerOf(service, transports, {
    query: ask,
    operationName: 'Nodes',
    variables: { representations },
    headers,
  });
  const entities = data?._entities;
  return (index) => {
    const error = errors.find(({ path }) => path === undefined || path[1] === index || path.length < 2);
    if (error) return asError(error);
    if (!Array.isArray(entities)) return asError(unavailable(service));
    return entities[index] == null ? null : representations[index]!;
  };
};

const answerOf = async (service: string, transports: Transports, request: SubgraphRequest): Promise<SubgraphAnswer> => {
  try {
    return (await transports[service]?.execute(request)) ?? { errors: [unavailable(service)] };
  } catch {
    return { errors: [unavailable(service)] }; // the data source of the owner logs what is wrong there
  }
};

/** Of every service, asked as the caller. One that does not answer is an error: half a list would take buttons away. */
const permissionsOf = async (transports: Transports, headers: Headers): Promise<readonly string[]> => {
  const lists = await Promise.all(
    Object.keys(transports).map(async (service) => {
      const { data, errors = [] } = await answerOf(service, transports, { query: '{ callerPermissions }', headers });
      const [error] = errors;
      if (error || !Array.isArray(data?.callerPermissions)) throw asError(error ?? unavailable(service));
      return data.callerPermissions.map(String);
    }),
  );
  return [...new Set(lists.flat())].sort();
};

const unavailable = (service: string): GraphQLFormattedError => ({
  message: `${service} does not answer now; try again.`,
  extensions: { code: 'SERVICE_UNAVAILABLE', service },
});

const asError = ({ message, extensions }: GraphQLFormattedError): GraphQLError =>
  new GraphQLError(message, { extensions: extensions ?? null });

const sdlOf = (nodes: NodeTable): string => `
interface Node { id: ID! }
${typesIn(nodes)
  .map((type) => `type ${type} implements Node { id: ID! }`)
  .join('\n')}
type Viewer { id: ID! permissions: [String!] }
scalar _Any
union _Entity = Viewer
type Query { node(id: ID!): Node  nodes(ids: [ID!]!): [Node]  _entities(representations: [_Any!]!): [_Entity]! }
`;
