import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { Temporal } from 'temporal-polyfill';

const textScalar = (name: string, check: (text: string) => string | undefined, example: string): GraphQLScalarType<string, string> => {
  const parse = (value: unknown, nodes: ValueNode | null = null): string => {
    const text = typeof value === 'string' ? check(value) : undefined;
    if (text === undefined) throw new GraphQLError(`${name} looks like ${example}`, { nodes, extensions: { code: 'BAD_USER_INPUT' } });
    return text;
  };
  return new GraphQLScalarType({
    name,
    serialize: (value) => String(value),
    parseValue: (value) => parse(value),
    parseLiteral: (node: ValueNode) => parse(node.kind === Kind.STRING ? node.value : undefined, node),
  });
};

const valid = (parse: () => unknown, text: string): string | undefined => {
  try {
    parse();
    return text;
  } catch {
    return undefined; // Temporal tells what is no date by throwing
  }
};

const isDay = /^\d{4}-\d{2}-\d{2}$/;
const isInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** The scalars of shared.graphql, strict at the door: 30/02 is no date. */
export const scalars = {
  Date: textScalar('Date', (text) => (isDay.test(text) ? valid(() => Temporal.PlainDate.from(text), text) : undefined), '2021-01-28'),
  DateTime: textScalar(
    'DateTime',
    (text) => (isInstant.test(text) ? valid(() => Temporal.Instant.from(text), text) : undefined),
    '2021-01-28T08:30:00+07:00',
  ),
  Decimal: textScalar('Decimal', (text) => (/^-?\d{1,30}(\.\d{1,18})?$/.test(text) ? text : undefined), '"12.50"'),
  Position: textScalar('Position', (text) => (/^[a-z][a-z-]*:\S{1,200}$/.test(text) ? text : undefined), '"plans:…"'),
};
