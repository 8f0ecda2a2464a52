import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { SubjectKey } from './key-store.js';

/** A ciphertext belongs to one tenant and one subject: moved to another, it cannot be opened. */
export interface SealedFor {
  readonly tenant: string;
  readonly subject: string;
}

/** A ciphertext was changed, was moved to another subject or tenant, or is of a scheme that this build does not know. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
  readonly code = 'SEAL_BROKEN';
}

const scheme = 'lpd1'; // AES-256-GCM, 96-bit random IV, 128-bit tag, JSON inside; stands in logs for ever
const ivBytes = 12;
const tagBytes = 16;
const form = /^lpd\d+\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{16})\.([A-Za-z0-9_-]{22,})$/;

/** JSON of the value under the key: `lpd1.<key id>.<iv>.<tag and ciphertext>`, base64url. */
export const seal = (value: unknown, { id, key }: SubjectKey, whose: SealedFor): string => {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(binding(id, whose));
  const sealed = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
  return `${scheme}.${id}.${iv.toString('base64url')}.${Buffer.concat([cipher.getAuthTag(), sealed]).toString('base64url')}`;
};

/** The id of the key that a ciphertext was made with; undefined for anything that is no ciphertext. */
export const keyIdOf = (value: unknown): string | undefined => (typeof value === 'string' ? form.exec(value)?.[1] : undefined);

/** The value again. Throws `SealBroken`. */
export const unseal = (sealed: string, { id, key }: SubjectKey, whose: SealedFor): unknown => {
  const [, , iv, body] = form.exec(sealed) ?? [];
  if (iv === undefined || body === undefined || !sealed.startsWith(`${scheme}.`)) throw new SealBroken('a ciphertext of an unknown scheme');
  const bytes = Buffer.from(body, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'), { authTagLength: tagBytes }).setAAD(
    binding(id, whose),
  );
  try {
    decipher.setAuthTag(bytes.subarray(0, tagBytes));
    return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(tagBytes)), decipher.final()]).toString('utf8'));
  } catch (cause) {
    throw new SealBroken(`a field of ${whose.subject} was changed or belongs to somebody else`, { cause });
  }
};

const binding = (keyId: string, { tenant, subject }: SealedFor): Buffer => Buffer.from(JSON.stringify([scheme, keyId, tenant, subject]));
