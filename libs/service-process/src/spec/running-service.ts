import { type Program, startProgram } from '@laurel/testing/program';

export const operationsSecret = 'a secret of the specs';

export interface Answer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions: Readonly<Record<string, unknown>> }[];
}

/** A service's process that has started, and what one asks of it. */
export interface RunningService {
  readonly program: Program;
  graphql(query: string, token: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** Of the operations port: with a body it is an order. Gives status and JSON. */
  ask(path: string, body?: unknown): Promise<readonly [number, unknown]>;
  metrics(): Promise<string>;
}

/** Takes free ports; throws with its log when it ends before it has started. */
export const startService = async (path: string, environment: Readonly<Record<string, string>>): Promise<RunningService> => {
  const program = startProgram(path, {
    environment: {
      LAUREL_PORT: '0',
      LAUREL_OPERATIONS_PORT: '0',
      LAUREL_DRAIN_SECONDS: '0',
      LAUREL_OPERATIONS_SECRET: operationsSecret,
      ...environment,
    },
  });
  const url = String((await program.said('"the subgraph is served"')).url);
  const operations = String((await program.said('"started"')).operations);
  const sent = (where: string, headers: Readonly<Record<string, string>>, body?: unknown): Promise<Response> =>
    fetch(where, {
      headers: { connection: 'close', ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    });
  return {
    program,
    // What a subgraph answers with 200; the specs look at it as a whole.
    graphql: async (query, token, headers = {}) =>
      (await (await sent(url, { authorization: `Bearer ${token}`, ...headers }, { query })).json()) as Answer,
    ask: async (name, body) => {
      const answer = await sent(`${operations}/${name}`, { authorization: `Bearer ${operationsSecret}` }, body);
      return [answer.status, await answer.json()];
    },
    metrics: async () => (await sent(`${operations}/metrics`, {})).text(),
  };
};
