import { ApolloArmor } from '@escape.tech/graphql-armor';
import type { DocumentNode, ValidationContext } from 'graphql';

/** What a request may ask at most. The same number that refuses is told in `extensions.cost`. */
export const limits = {
  /** A plan's text of 5 MB, as JSON. */
  bodyBytes: 8 * 1024 * 1024,
  depth: 14,
  aliases: 30,
  tokens: 4000,
  directives: 30,
  /** An object counts 2, a field 1, a list as often as `first` or `last` says when it stands in the query's text. */
  cost: 50_000,
} as const;

/** Predictable limits, checked once for each text of a query, and what the text costs. */
export const requestLimits = () => {
  const costs = new WeakMap<DocumentNode, number>();
  const keep = (context: ValidationContext | null, { n }: { n: number }): void => {
    if (context) costs.set(context.getDocument(), n);
  };
  const armor = new ApolloArmor({
    maxDepth: { n: limits.depth },
    maxAliases: { n: limits.aliases },
    maxTokens: { enabled: false }, // the parser does it, and answers 400
    maxDirectives: { n: limits.directives },
    // Its type for `onAccept` is generic over what it is told; of the cost limit that is `n`.
    costLimit: { maxCost: limits.cost, objectCost: 2, scalarCost: 1, depthCostFactor: 1, onAccept: [keep as never] },
    blockFieldSuggestion: { enabled: false }, // hideSchemaDetailsFromClientErrors does it, in production
  });
  return { ...armor.protect(), costOf: (document: DocumentNode | undefined): number | undefined => document && costs.get(document) };
};
