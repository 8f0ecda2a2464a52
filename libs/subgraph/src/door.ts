import type { GraphQLFormattedError } from 'graphql';

/** Headers as they came, names in lower case. */
export type Headers = Readonly<Record<string, string | undefined>>;

/** The headers that the gateway passes on. It hands over nothing else. */
export const forwardedHeaders = [
  'authorization',
  'accept-language',
  'x-acting-for',
  'x-after-position',
  'x-request-id',
  'x-correlation-id',
  'traceparent',
] as const;

export interface SubgraphRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
  /** All that is handed over of whoever asks. */
  readonly headers: Headers;
}

export interface SubgraphAnswer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly GraphQLFormattedError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}
