import { type JWTVerifyGetKey, jwtVerify } from 'jose';
import { type Claims, claimsOf } from './claims.js';

/** Gives the claims of a token that holds, undefined for any other: no reason is told to whoever shows a bad one. */
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
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms: ['ES256', 'EdDSA'],
        requiredClaims: ['exp', 'sub'],
      });
      const claims = claimsOf(payload);
      if (known.size >= remember) known.delete(known.keys().next().value!); // the oldest: a Map keeps its order
      known.set(token, { claims, until: payload.exp! * 1000 });
      return claims;
    } catch {
      return undefined;
    }
  };
};
