import type { Page, PageRequest } from '@laurel/read-models';
import { badInput } from './faults.js';

export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

export interface Count {
  readonly count: number;
  readonly exact: boolean;
}

export interface Connection<Node> {
  edges: { cursor: string; node: Node }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
  totalCount: Count | null;
}

const largest = 100;
const usual = 20;

/** Of the arguments of a list: 1–100, 20 when nothing is said. Throws BAD_USER_INPUT naming the argument. */
export const pageRequest = ({ first, after, last, before }: PageArguments): PageRequest => {
  if (first != null && last != null) throw badInput(['last'], 'either first or last, not both');
  if (last != null || (before != null && first == null)) {
    if (after != null) throw badInput(['after'], 'goes with first; with last, say before');
    return { last: size('last', last ?? usual), ...(before != null && { before: cursor('before', before) }) };
  }
  if (before != null) throw badInput(['before'], 'goes with last; with first, say after');
  return { first: size('first', first ?? usual), ...(after != null && { after: cursor('after', after) }) };
};

const size = (name: string, value: number): number => {
  if (value < 1 || value > largest) throw badInput([name], `from 1 to ${largest}, not ${value}`);
  return value;
};

const cursor = (name: string, value: string): string => {
  if (value === '' || value.length > 2000) throw badInput([name], 'is a cursor of this list');
  return value;
};

/** A page as a Relay connection. `count` is called only when the query selects `totalCount`. */
export const toConnection = <Doc, Node>(
  page: Page<Doc>,
  toNode: (document: Doc) => Node,
  count?: () => Promise<Count>,
): Connection<Node> => {
  const edges = page.items.map(({ cursor: at, document }) => ({ cursor: at, node: toNode(document) }));
  return {
    edges,
    pageInfo: {
      hasNextPage: page.hasNext,
      hasPreviousPage: page.hasPrevious,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    // graphql-js calls a function that stands where a value is expected, and only when the field is selected.
    totalCount: (count ?? null) as unknown as Count | null,
  };
};
