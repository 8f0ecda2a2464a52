import { randomUUID } from 'node:crypto';
import type { Headers } from './door.js';
import { type Language, languageOf } from './languages.js';

/** What the headers of a request say, read once at the door. */
export interface RequestHead {
  readonly token: string | undefined;
  readonly actingFor: string | undefined;
  readonly language: Language;
  /** Told to whoever meets a masked error, and found in the log. */
  readonly requestId: string;
  readonly correlationId: string;
  readonly traceparent: string | undefined;
  /** Positions of this service that the reader wants to see; those of other services are theirs. */
  readonly after: readonly string[];
}

const plainId = /^[\w.:-]{1,128}$/;

export const requestHead = (service: string, headers: Headers): RequestHead => {
  const requestId =
    headers['x-request-id'] !== undefined && plainId.test(headers['x-request-id']) ? headers['x-request-id'] : `req_${randomUUID()}`;
  const correlation = headers['x-correlation-id'];
  const trace = headers.traceparent;
  return {
    requestId,
    token: /^Bearer ([\w.~+/-]+=*)$/i.exec(headers.authorization ?? '')?.[1],
    actingFor: headers['x-acting-for'] || undefined,
    language: languageOf(headers['accept-language']),
    correlationId: correlation !== undefined && plainId.test(correlation) ? correlation : requestId,
    traceparent: trace !== undefined && /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/.test(trace) ? trace : undefined,
    after: positionsOf(service, headers['x-after-position']),
  };
};

const positionsOf = (service: string, header: string | undefined): readonly string[] =>
  (header ?? '')
    .split(/[\s,]+/)
    .filter((position) => position.startsWith(`${service}:`))
    .map((position) => position.slice(service.length + 1))
    .slice(0, 10);
