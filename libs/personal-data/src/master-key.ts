import { hkdfSync } from 'node:crypto';

/** Everything that the platform encrypts hangs on this one secret of 256 bits; it comes from the environment and is written nowhere. */
export type MasterKey = Uint8Array;

/** A key for one purpose, so that no key serves two. Throws `TypeError` when the master key is not 32 bytes. */
export const derivedKey = (masterKey: MasterKey, purpose: 'keys/wrap' | 'keys/check' | 'commands/hash'): Uint8Array => {
  if (masterKey.byteLength !== 32) throw new TypeError(`a master key has 32 bytes, not ${masterKey.byteLength}`);
  return new Uint8Array(hkdfSync('sha256', masterKey, new Uint8Array(), `laurel/${purpose}/1`, 32));
};
