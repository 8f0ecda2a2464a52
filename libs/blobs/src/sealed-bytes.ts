import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { BlobCorrupt } from './blobs.js';

const magic = Buffer.from('LB1\n'); // AES-256-GCM: magic, 96-bit IV, 128-bit tag, ciphertext
const bodyAt = magic.length + 12 + 16;

/** Encrypts what belongs to one tenant, every file under a key of its own that follows from the master key. */
export interface Sealing {
  seal(tenant: string, name: string, bytes: Uint8Array): Buffer;
  /** Throws `BlobCorrupt` when these are not the bytes that were sealed under this name. */
  open(tenant: string, name: string, sealed: Uint8Array): Buffer;
}

/** Throws `TypeError` when the master key is not 32 bytes. */
export const sealing = (masterKey: Uint8Array): Sealing => {
  if (masterKey.byteLength !== 32) throw new TypeError(`a master key has 32 bytes, not ${masterKey.byteLength}`);
  const keyOf = (tenant: string, name: string) =>
    new Uint8Array(hkdfSync('sha256', masterKey, new Uint8Array(), `laurel/blobs/1/${JSON.stringify([tenant, name])}`, 32));
  return {
    seal: (tenant, name, bytes) => {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', keyOf(tenant, name), iv).setAAD(magic);
      const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
      return Buffer.concat([magic, iv, cipher.getAuthTag(), body]);
    },
    open: (tenant, name, sealed) => {
      try {
        const bytes = Buffer.from(sealed);
        const iv = bytes.subarray(magic.length, magic.length + 12);
        const decipher = createDecipheriv('aes-256-gcm', keyOf(tenant, name), iv, { authTagLength: 16 }).setAAD(
          bytes.subarray(0, magic.length),
        );
        decipher.setAuthTag(bytes.subarray(magic.length + 12, bodyAt));
        return Buffer.concat([decipher.update(bytes.subarray(bodyAt)), decipher.final()]);
      } catch (cause) {
        throw new BlobCorrupt(`${name} is not what was written`, { cause });
      }
    },
  };
};
