import { coerceInputValue, type DocumentNode, getOperationAST, GraphQLError, type GraphQLSchema, isInputType, typeFromAST } from 'graphql';
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
