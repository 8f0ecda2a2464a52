import { isOfTheToken } from '@laurel/subgraph';
import { createLocalJWKSet, createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';
import type { JwksValue } from './configuration/secret-values.js';

export interface TokenKeys {
  readonly keys: JWTVerifyGetKey;
  /** Why the issuer's keys are not known, or not anew. */
  problem(): string | undefined;
  /** Some are known, so that tokens can be verified. */
  known(): boolean;
}

/** The keys that tokens are verified with. An issuer that does not answer at the start may answer later: it is asked again by each token. */
export const tokenKeys = async (jwks: JwksValue): Promise<TokenKeys> => {
  if (jwks.kind === 'document') return { keys: createLocalJWKSet(jwks.keys), problem: () => undefined, known: () => true };
  const remote = createRemoteJWKSet(jwks.url);
  let [problem, known]: [string | undefined, boolean] = [undefined, false];
  const watched = async <T>(ask: () => Promise<T>): Promise<T> => {
    try {
      const answer = await ask();
      [problem, known] = [undefined, true];
      return answer;
    } catch (error) {
      if (isOfTheToken(error)) [problem, known] = [undefined, true];
      else
        problem = `the keys of the tokens cannot be fetched from ${jwks.url.origin}${jwks.url.pathname}: ${error instanceof Error ? error.message : String(error)}`;
      throw error;
    }
  };
  await watched(() => remote.reload()).catch(() => undefined);
  return { keys: (header, token) => watched(() => remote(header, token)), problem: () => problem, known: () => known };
};
