import type { SubgraphRequest } from '@laurel/subgraph/door';
import { type FieldNode, getOperationAST, Kind, parse, valueFromASTUntyped } from 'graphql';

type Operation = Pick<SubgraphRequest, 'query' | 'variables' | 'operationName'>;

/**
 * Whether asking twice has the effect of asking once: a question; an order, when each of its parts carries its idempotency key. The key is
 * optional in the schema, so that an order without one, whose answer was lost, is not given again here: only the asker knows what they want.
 */
export const isRepeatable = ({ query, variables, operationName }: Operation): boolean => {
  const orders = ordersIn(query, operationName);
  return orders?.every((order) => carriesKey(order, variables)) ?? false;
};

/** The parts of a mutation, none for a question; undefined where the text does not say. */
const ordersIn = (query: string, operationName: string | undefined): readonly FieldNode[] | undefined => {
  const operation = getOperationAST(parse(query, { noLocation: true }), operationName);
  if (!operation || operation.operation === 'subscription') return undefined;
  if (operation.operation === 'query') return [];
  const fields = operation.selectionSet.selections.filter((selection) => selection.kind === Kind.FIELD);
  return fields.length === operation.selectionSet.selections.length ? fields : undefined;
};

const carriesKey = ({ arguments: given }: FieldNode, variables: Operation['variables']): boolean => {
  const input = given?.find(({ name }) => name.value === 'input')?.value;
  const value: unknown = input && valueFromASTUntyped(input, variables);
  return typeof value === 'object' && value !== null && 'idempotencyKey' in value && isKey(value.idempotencyKey);
};

const isKey = (value: unknown): boolean => (typeof value === 'string' && value !== '') || typeof value === 'number';
