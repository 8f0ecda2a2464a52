import { type Claims, type TokenVerifier, tokenVerifier } from '@laurel/subgraph';
import { createLocalJWKSet, importJWK, type JSONWebKeySet, type JWK, SignJWT } from 'jose';

/** Makes tokens for sample people. It listens nowhere, and production refuses to start with it. */
export interface LocalIssuer {
  /** Holds for thirty real days: the business clock does not make it old. */
  tokenFor(claims: Claims): Promise<string>;
  readonly verify: TokenVerifier;
}

const issuer = 'laurel:local';
const audience = 'laurel';

/** What a service needs to verify its tokens: never the private half. */
export const publicKeysOf = ({ d: _, ...open }: JWK): JSONWebKeySet => ({ keys: [{ ...open, alg: 'ES256' }] });

export const localIssuer = async (key: JWK): Promise<LocalIssuer> => {
  const signing = await importJWK(key, 'ES256');
  return {
    verify: tokenVerifier({ issuer, audience, keys: createLocalJWKSet(publicKeysOf(key)) }),
    tokenFor: ({ person, tenant, roles }) =>
      new SignJWT({ tenant, roles })
        .setProtectedHeader({ alg: 'ES256' })
        .setSubject(person)
        .setIssuer(issuer)
        .setAudience(audience)
        .setExpirationTime('30d')
        .sign(signing),
  };
};
