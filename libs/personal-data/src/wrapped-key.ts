import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { derivedKey, type MasterKey } from './master-key.js';

/** The key store was written under another master key: with this one nothing in it can be read. */
export class WrongMasterKey extends Error {
  override readonly name = 'WrongMasterKey';
  readonly code = 'WRONG_MASTER_KEY';
}

/** Stands beside every wrapped key, so that keys wrapped in another way, or under a newer master key, can live in one store. */
export const wrapVersion = 1;

export interface KeyWrap {
  /** IV, tag and ciphertext. Bound to the id, so that a row cannot pass for another. */
  wrap(id: string, key: Uint8Array): Uint8Array;
  unwrap(id: string, version: number, wrapped: Uint8Array): Uint8Array;
  /** Tells one master key from another without telling anything about it. */
  readonly print: Uint8Array;
  isOf(print: Uint8Array): boolean;
}

/** Subject keys at rest: AES-256-GCM under a key of the master key. */
export const keyWrap = (masterKey: MasterKey): KeyWrap => {
  const wrapping = derivedKey(masterKey, 'keys/wrap');
  const print = createHmac('sha256', derivedKey(masterKey, 'keys/check')).update('laurel').digest();
  return {
    wrap: (id, key) => {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', wrapping, iv).setAAD(Buffer.from(id));
      const wrapped = Buffer.concat([cipher.update(key), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), wrapped]);
    },
    unwrap: (id, version, wrapped) => {
      if (version !== wrapVersion) throw new WrongMasterKey(`key ${id} was wrapped in form ${version}, this build knows ${wrapVersion}`);
      const decipher = createDecipheriv('aes-256-gcm', wrapping, wrapped.subarray(0, 12), { authTagLength: 16 }).setAAD(Buffer.from(id));
      decipher.setAuthTag(wrapped.subarray(12, 28));
      return Buffer.concat([decipher.update(wrapped.subarray(28)), decipher.final()]);
    },
    print,
    isOf: (other) => other.byteLength === print.byteLength && timingSafeEqual(other, print),
  };
};
