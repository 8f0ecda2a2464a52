import {
  type ASTNode,
  BREAK,
  coerceInputValue,
  type DocumentNode,
  getOperationAST,
  GraphQLError,
  type GraphQLSchema,
  isInputType,
  Kind,
  typeFromAST,
  visit,
} from 'graphql';
import { badInput } from './faults.js';

export interface Asked {
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
  readonly operationName: string | undefined;
}

/** graphql-js tells a bad variable in prose only. This asks again, on the way to an error, and names the path. */
export const inputPaths = (schema: GraphQLSchema, asked: Asked, errors: readonly GraphQLError[]): readonly GraphQLError[] => {
  const found: GraphQLError[] = [];
  for (const { variable, type: node } of getOperationAST(asked.document, asked.operationName)?.variableDefinitions ?? []) {
    const type = typeFromAST(schema, node as never); // the document was validated, so the type is there
    const value = asked.variables?.[variable.name.value];
    if (!isInputType(type) || value === undefined) continue;
    coerceInputValue(value, type, (path, _, { message }) => found.push(badInput([variable.name.value, ...path.map(String)], message)));
  }
  if (found.length > 0) return found;
  return errors.map((error) => (error.originalError || error.extensions.code ? error : badInputOf(error)));
};

const badInputOf = ({ message }: GraphQLError): GraphQLError => new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });

/** What a scalar said of a literal in the text of a request, with the path to it. Undefined for what no scalar said. */
export const literalPath = (document: DocumentNode, { message, nodes, extensions }: GraphQLError): GraphQLError | undefined => {
  const literal = nodes?.[0];
  return extensions.code === 'BAD_USER_INPUT' && literal ? badInput(pathTo(document, literal), message) : undefined;
};

const pathTo = (document: DocumentNode, literal: ASTNode): readonly string[] => {
  let path: readonly string[] = [];
  visit(document, {
    enter: (node, _, parent, keys, ancestors) => {
      if (node !== literal) return undefined;
      const nodes = [...ancestors.slice(1), ...(parent ? [parent] : []), node]; // the parent is not among the ancestors
      path = nodes.flatMap((each, index) => stepOf(each, keys[index]!, keys[index - 1])); // one key for each node below the document
      return BREAK;
    },
  });
  return path;
};

const stepOf = (node: ASTNode | readonly ASTNode[], key: string | number, within: string | number | undefined): readonly string[] => {
  if (within === 'values') return [String(key)];
  if (!('kind' in node)) return [];
  if (node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD) return [node.name.value];
  return node.kind === Kind.VARIABLE_DEFINITION ? [node.variable.name.value] : [];
};
