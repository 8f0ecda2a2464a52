import { GraphQLError } from 'graphql';

/** Codes that a client may meet at the top level of `errors`. Whatever else is thrown is a bug or a fault, and masked. */
export const faultCodes = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'BAD_USER_INPUT',
  'REFUSED',
  'SERVICE_UNAVAILABLE',
  'GRAPHQL_VALIDATION_FAILED',
  'GRAPHQL_PARSE_FAILED',
] as const;
export type FaultCode = (typeof faultCodes)[number];

const fault = (code: FaultCode, message: string, more: Record<string, unknown> = {}): GraphQLError =>
  new GraphQLError(message, { extensions: { code, ...more } });

/** No token, or none that holds: which of the two is not told. */
export const unauthenticated = (): GraphQLError =>
  fault('UNAUTHENTICATED', 'A valid token is needed: send it as "Authorization: Bearer <token>".');

export const forbidden = (permission: string): GraphQLError =>
  fault('FORBIDDEN', `The permission ${permission} is missing.`, { permission });

/** Something in the request is not what it should be. The path names the argument, then the fields. */
export const badInput = (path: readonly string[], problem: string): GraphQLError =>
  fault('BAD_USER_INPUT', `${path.join('.')}: ${problem}`, { path });

export const unavailable = (service: string): GraphQLError =>
  fault('SERVICE_UNAVAILABLE', `${service} does not answer now; try again.`, { service });

export const isFault = (error: GraphQLError): boolean => faultCodes.some((code) => code === error.extensions.code);
