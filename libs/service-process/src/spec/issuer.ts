import { exportJWK, generateKeyPair, SignJWT } from 'jose';

export interface SpecIssuer {
  /** The variables by which a service knows its tokens. */
  readonly environment: Readonly<Record<string, string>>;
  readonly jwks: string;
  tokenFor(person: string, role: string, units?: readonly string[]): Promise<string>;
}

export const specTenant = 'ba-dinh';

export const specIssuer = async (): Promise<SpecIssuer> => {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const jwks = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256' }] });
  return {
    jwks,
    environment: { LAUREL_JWT_ISSUER: 'laurel:local', LAUREL_JWT_JWKS: jwks },
    tokenFor: (person, role, units = []) =>
      new SignJWT({ tenant: specTenant, roles: [{ role, units }] })
        .setProtectedHeader({ alg: 'ES256' })
        .setSubject(person)
        .setIssuer('laurel:local')
        .setAudience('laurel')
        .setExpirationTime('1h')
        .sign(privateKey),
  };
};
