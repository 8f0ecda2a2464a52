import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurably } from '@laurel/runtime';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { z } from 'zod';

/** What a developer's run makes for itself on its first start. In production all of it comes from outside. */
export interface Secrets {
  /** 256 bits; everything personal and every file hangs on it. */
  readonly masterKey: Uint8Array;
  /** Of the local issuer. */
  readonly issuerKey: JWK;
  /** Opens the developer's endpoints to whoever can read the data folder. */
  readonly developer: string;
}

const schema = z.object({
  masterKey: z.base64(),
  issuerKey: z.looseObject({ kty: z.string(), d: z.string() }),
  developer: z.string().min(20),
});

/** In a folder that exists. */
export const openSecrets = async (dataDir: string): Promise<Secrets> => {
  const path = join(dataDir, 'secrets.json');
  if (!existsSync(path)) {
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    const made = {
      masterKey: randomBytes(32).toString('base64'),
      issuerKey: await exportJWK(privateKey),
      developer: randomBytes(24).toString('base64url'),
    };
    writeDurably(path, JSON.stringify(made, null, 2));
  }
  const { masterKey, issuerKey, developer } = schema.parse(JSON.parse(readFileSync(path, 'utf8')));
  return { masterKey: Buffer.from(masterKey, 'base64'), issuerKey: issuerKey as JWK, developer }; // kty and d are there; jose checks the rest
};
