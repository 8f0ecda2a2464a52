import { traced, withRequest } from '@laurel/runtime/process';
import { type DocumentNode, execute, type ExecutionResult, GraphQLError, type GraphQLSchema, parse, validate } from 'graphql';
import { identify } from './identify.js';
import { type Asked, inputPaths, literalPath } from './input-paths.js';
import { Loaders } from './loaders.js';
import { masked } from './masked.js';
import { type RequestHead, requestHead } from './request-head.js';
import type { SubgraphAnswer } from './door.js';
import type { Subgraph, SubgraphOptions } from './subgraph.js';

type Checked = { readonly document: DocumentNode } | { readonly errors: readonly GraphQLError[] };
type Options = Pick<SubgraphOptions, 'name' | 'identity' | 'waitFor' | 'logger' | 'patienceMs'>;

/** The one door of a subgraph: verify, wait for what the reader wrote, execute, mask. */
export const answering = (schema: GraphQLSchema, { name, identity, waitFor, logger, patienceMs = 2000 }: Options): Subgraph['execute'] => {
  const check = checking(schema);
  return ({ query, variables, operationName, headers }) => {
    const head = requestHead(name, headers);
    const mask = masked(name, head, logger);
    const answer = async (): Promise<SubgraphAnswer> => {
      try {
        const caller = await identify(identity, head);
        const checked = check(query);
        if ('errors' in checked) return { errors: checked.errors.map(mask) };
        const late = await behind(head, waitFor, patienceMs);
        const result = await execute({
          schema,
          document: checked.document,
          contextValue: { caller, loaders: new Loaders(), requestId: head.requestId },
          ...(variables && { variableValues: variables }),
          ...(operationName !== undefined && { operationName }),
        });
        const errors = named(schema, result, { document: checked.document, variables, operationName });
        return {
          ...(result.data !== undefined && { data: result.data }),
          ...(errors && { errors: errors.map(mask) }),
          ...(late.length > 0 && { extensions: { late: late.map((position) => `${name}:${position}`) } }),
        };
      } catch (error) {
        return { errors: [mask(error instanceof GraphQLError ? error : new GraphQLError('', { originalError: error as Error }))] };
      }
    };
    const { requestId, correlationId, traceparent } = head;
    return withRequest({ requestId, correlationId }, () =>
      traced(`graphql ${name}`, { kind: 'SERVER', parent: traceparent, attributes: { 'laurel.request_id': requestId } }, () =>
        seen(logger, operationName, answer),
      ),
    );
  };
};

/** What was asked and answered is not told: the operation's name is the front-end's, and says enough. */
const seen = async (logger: Options['logger'], operation: string | undefined, answer: () => Promise<SubgraphAnswer>) => {
  const began = performance.now();
  const answered = await answer();
  const ms = Math.round(performance.now() - began);
  logger.debug({ operation: operation?.slice(0, 100), errors: answered.errors?.length ?? 0, ms }, 'answered');
  return answered;
};

/** Without data the variables were wrong, or the operation's name. */
const named = (schema: GraphQLSchema, { data, errors }: ExecutionResult, asked: Asked): readonly GraphQLError[] | undefined =>
  data === undefined && errors ? inputPaths(schema, asked, errors) : errors;

/** Parsed and validated once for each text: the gateway asks the same things again and again. */
const checking = (schema: GraphQLSchema): ((query: string) => Checked) => {
  const known = new Map<string, Checked>();
  return (query) => {
    const before = known.get(query);
    if (before) return before;
    const checked = checkOne(schema, query);
    if (known.size >= 1000) known.delete(known.keys().next().value!); // the oldest: a Map keeps its order
    known.set(query, checked);
    return checked;
  };
};

const checkOne = (schema: GraphQLSchema, query: string): Checked => {
  try {
    const document = parse(query, { maxTokens: 15_000 });
    const errors = validate(schema, document).map((error) => literalPath(document, error) ?? coded(error, 'GRAPHQL_VALIDATION_FAILED'));
    return errors.length > 0 ? { errors } : { document };
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return { errors: [coded(error, 'GRAPHQL_PARSE_FAILED')] };
  }
};

const coded = ({ message, nodes, source, positions }: GraphQLError, code: string): GraphQLError =>
  new GraphQLError(message, { nodes: nodes ?? null, source: source ?? null, positions: positions ?? null, extensions: { code } });

/** The positions that this service had not reached in time. A mutation answers from the fold and need not wait, but may as well. */
const behind = async ({ after }: RequestHead, waitFor: Options['waitFor'], patienceMs: number): Promise<readonly string[]> => {
  const reached = await Promise.all(after.map((position) => isPosition(position) && waitFor(position, patienceMs)));
  return after.filter((_, index) => !reached[index]);
};

/** Digits on every engine, more or fewer of them: what is anything else will never be reached, and is not waited for. */
const isPosition = (text: string): boolean => /^\d+$/.test(text);
