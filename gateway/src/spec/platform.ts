import { buildSubgraphSchema } from '@apollo/subgraph';
import { derivedId } from '@laurel/runtime';
import { type Headers, type SubgraphAnswer, type SubgraphRequest } from '@laurel/subgraph/door';
import { execute, type GraphQLError, parse } from 'graphql';
import pino from 'pino';
import { compose } from '../compose.js';
import { type Gateway, openGateway } from '../gateway.js';
import type { SubgraphTransport, Transports } from '../transport.js';

/** Two small services behind the real gateway: organisations, and the obligations that they owe. */
const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.11", import: ["@key", "@shareable", "@inaccessible"])';
const shared = `${link}
  directive @idPrefix(is: String!) repeatable on OBJECT
  interface Node { id: ID! }
  type Query { callerPermissions: [String!] @shareable @inaccessible }
`;
export const directorySdl = `${shared}
  type Organisation implements Node @key(fields: "id") @idPrefix(is: "org") @idPrefix(is: "ward") { id: ID! name: String! }
  type Viewer @key(fields: "id", resolvable: false) { id: ID! }
  extend type Query { organisation(id: ID!): Organisation organisations(first: Int): [Organisation] viewer: Viewer }
`;
export const plansSdl = `${shared}
  type Obligation implements Node @key(fields: "id") { id: ID! lastDay: String! unit: Organisation parent: Obligation children(first: Int): [Obligation] }
  type Organisation @key(fields: "id", resolvable: false) { id: ID! }
  extend type Query { obligations: [Obligation] echo: String forbidden: String }
  type Mutation { file(id: ID!): Filed }
  type Filed { obligation: Obligation }
`;

export const ids = {
  phucXa: derivedId('org', 'phuc-xa'),
  elsewhere: derivedId('org', 'elsewhere'),
  first: derivedId('obligation', '1'),
  notMine: derivedId('obligation', '2'),
};

const obligation = { id: ids.first, lastDay: '2021-01-27', unit: { __typename: 'Organisation', id: ids.phucXa } };

export interface Subgraph extends SubgraphTransport {
  readonly seen: SubgraphRequest[];
  down: boolean;
  answer: ((request: SubgraphRequest) => SubgraphAnswer | undefined) | undefined;
}

const subgraph = (typeDefs: string, resolvers: Record<string, unknown>): Subgraph => {
  const schema = buildSubgraphSchema({ typeDefs: parse(typeDefs), resolvers: resolvers as never });
  const self: Subgraph = {
    seen: [],
    down: false,
    answer: undefined,
    execute: async (request) => {
      self.seen.push(request);
      if (self.down) throw new Error('connect ECONNREFUSED 10.0.0.7:4002');
      const said = self.answer?.(request);
      if (said) return said;
      const { data, errors } = await execute({
        schema,
        document: parse(request.query),
        variableValues: request.variables ?? null,
        contextValue: { headers: request.headers },
      });
      return { ...(data !== undefined && { data }), ...(errors && { errors: errors.map((error: GraphQLError) => error.toJSON()) }) };
    },
  };
  return self;
};

const named: Record<string, string> = { [ids.phucXa]: 'Phường Phúc Xá' };
const organisation = (id: string) => (named[id] === undefined ? null : { id, name: named[id] });
const isMine = ({ authorization }: Headers) => authorization === 'Bearer mine';

export interface Platform {
  readonly gateway: Gateway;
  readonly directory: Subgraph;
  readonly plans: Subgraph;
  readonly logged: string[];
  ask(query: string, options?: { readonly variables?: Record<string, unknown>; readonly headers?: Record<string, string> }): Promise<Asked>;
}
export interface Asked {
  readonly status: number;
  readonly requestId: string | null;
  readonly body: unknown;
}

export const platform = async ({
  production = false,
  others = {},
}: { production?: boolean; others?: Transports } = {}): Promise<Platform> => {
  const directory = subgraph(directorySdl, {
    Query: {
      organisation: (_: unknown, { id }: { id: string }) => organisation(id),
      organisations: () => Object.keys(named).map(organisation),
      viewer: () => ({ id: 'per_1' }),
      callerPermissions: () => ['organisation.read', 'both.read'],
    },
    Organisation: { __resolveReference: ({ id }: { id: string }) => organisation(id) },
  });
  const plans = subgraph(plansSdl, {
    Query: {
      obligations: () => [obligation],
      callerPermissions: (_: unknown, __: unknown, { headers }: { headers: Headers }) =>
        isMine(headers) ? ['obligation.file', 'both.read'] : [],
      echo: (_: unknown, __: unknown, { headers }: { headers: Headers }) => JSON.stringify(headers),
    },
    Mutation: { file: () => ({ obligation }) },
    Obligation: {
      __resolveReference: ({ id }: { id: string }, { headers }: { headers: Headers }) =>
        id === ids.first && isMine(headers) ? obligation : null,
    },
  });
  const composed = compose([
    { name: 'directory', sdl: directorySdl },
    { name: 'plans', sdl: plansSdl },
  ]);
  const logged: string[] = [];
  const gateway = await openGateway({
    supergraph: { load: async () => ({ sdl: composed.supergraph, nodes: composed.nodes }) },
    transports: { directory, plans, ...others },
    logger: pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) }),
    production,
    explorer: { defaultQuery: '{ echo }', people: [{ label: 'Chuyên viên <b>', token: 'tok.en.1' }] },
  });
  return {
    gateway,
    directory,
    plans,
    logged,
    ask: async (query, { variables, headers } = {}) => {
      const {
        statusCode,
        headers: told,
        body,
      } = await gateway.app.inject({
        method: 'POST',
        url: '/graphql',
        headers: { 'content-type': 'application/json', ...headers },
        payload: JSON.stringify({ query, variables }),
      });
      return { status: statusCode, requestId: String(told['x-request-id']), body: JSON.parse(body) as unknown };
    },
  };
};
