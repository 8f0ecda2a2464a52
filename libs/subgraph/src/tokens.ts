import { EngineUnavailable } from '@laurel/event-sourcing';
import { type JWTVerifyGetKey, jwtVerify } from 'jose';
import { type Claims, claimsOf } from './claims.js';

/**
 * Gives the claims of a token that holds, undefined for any other: no reason is told to whoever shows a bad one. Throws `EngineUnavailable`
 * where the issuer's keys cannot be had: then nobody can say what the token is.
 */
export type TokenVerifier = (token: string) => Promise<Claims | undefined>;

export interface TokenOptions {
  readonly issuer: string;
  readonly audience: string;
  /** `createRemoteJWKSet(url)` of jose, or `createLocalJWKSet(keys)` in process. */
  readonly keys: JWTVerifyGetKey;
  /** How many verified tokens are remembered; 10,000 when absent. */
  readonly remember?: number;
}

/** Verifies signature, issuer, audience and times, by real time. A signature costs a quarter of a millisecond: claims are kept by token until they expire. */
export const tokenVerifier = ({ issuer, audience, keys, remember = 10_000 }: TokenOptions): TokenVerifier => {
  const known = new Map<string, { readonly claims: Claims; readonly until: number }>();
  return async (token) => {
    const before = known.get(token);
    if (before && before.until > Date.now()) return before.claims;
    known.delete(token);
    try {
      const { payload } = await jwtVerify(token, orUnavailable(keys), {
        issuer,
        audience,
        algorithms: ['ES256', 'EdDSA'],
        requiredClaims: ['exp', 'sub'],
      });
      const claims = claimsOf(payload);
      if (known.size >= remember) known.delete(known.keys().next().value!); // the oldest: a Map keeps its order
      known.set(token, { claims, until: payload.exp! * 1000 });
      return claims;
    } catch (error) {
      if (error instanceof EngineUnavailable) throw error;
      return undefined;
    }
  };
};

/** What jose says of a token when it looks for its key; whatever else fails there is the issuer's trouble, or ours with it. */
const keyFaults = ['ERR_JWKS_NO_MATCHING_KEY', 'ERR_JWKS_MULTIPLE_MATCHING_KEYS', 'ERR_JOSE_NOT_SUPPORTED'];
export const isOfTheToken = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && keyFaults.includes(String(error.code));

const orUnavailable =
  (keys: JWTVerifyGetKey): JWTVerifyGetKey =>
  async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      if (isOfTheToken(error)) throw error;
      throw new EngineUnavailable(`the keys of the tokens cannot be had: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    }
  };
