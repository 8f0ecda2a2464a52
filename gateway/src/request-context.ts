import { randomUUID } from 'node:crypto';
import { forwardedHeaders, type Headers } from '@laurel/subgraph/door';

/** What the gateway keeps of one request. */
export interface RequestContext {
  readonly requestId: string;
  /** All that a subgraph gets of whoever asks. */
  readonly headers: Headers;
  /** Positions that a service had not reached in time, as the subgraphs tell. */
  readonly late: Set<string>;
}

const plainId = /^[\w.:-]{1,128}$/;

export const requestContext = (headers: Readonly<Record<string, string | string[] | undefined>>): RequestContext => {
  const asked = headers['x-request-id'];
  const requestId = typeof asked === 'string' && plainId.test(asked) ? asked : `req_${randomUUID()}`;
  const passed = forwardedHeaders.flatMap((name) => {
    const value = headers[name];
    return value === undefined ? [] : [[name, Array.isArray(value) ? value.join(',') : value] as const];
  });
  return { requestId, headers: { ...Object.fromEntries(passed), 'x-request-id': requestId }, late: new Set() };
};
