import type { Gateway } from '@laurel/gateway';
import type { Claims } from '@laurel/subgraph';
import { z } from 'zod';
import type { LocalIssuer } from './local-issuer.js';

/** Asks and orders through the schema; gives the data of the answer. Throws where there is an error in it. */
export type Ask = (query: string, variables?: Readonly<Record<string, unknown>>) => Promise<Readonly<Record<string, unknown>>>;

/** As whoever the claims say. */
export type AskAs = (claims: Claims) => Promise<Ask>;

const headersFor = (token: string) => ({ 'content-type': 'application/json', authorization: `Bearer ${token}` });
const answer = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(z.object({ message: z.string() })).optional(),
});

const asking =
  (issuer: Pick<LocalIssuer, 'tokenFor'>, post: (headers: Readonly<Record<string, string>>, body: string) => Promise<string>): AskAs =>
  async (claims) => {
    const headers = headersFor(await issuer.tokenFor(claims));
    return async (query, variables = {}) => {
      const { data, errors } = answer.parse(JSON.parse(await post(headers, JSON.stringify({ query, variables }))));
      if (errors || !data) throw new Error(errors?.map(({ message }) => message).join(' ') ?? 'there is no answer');
      return data;
    };
  };

export const askingInProcess = ({ app }: Gateway, issuer: Pick<LocalIssuer, 'tokenFor'>): AskAs =>
  asking(issuer, async (headers, payload) => (await app.inject({ method: 'POST', url: '/graphql', headers, payload })).body);

export const askingOverHttp = (url: string, issuer: Pick<LocalIssuer, 'tokenFor'>): AskAs =>
  asking(issuer, async (headers, body) => (await fetch(`${url}/graphql`, { method: 'POST', headers, body })).text());
