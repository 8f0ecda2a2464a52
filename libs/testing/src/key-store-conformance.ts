import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type KeyStore, SubjectIsErased } from '@laurel/personal-data';

export interface KeyStoreUnderTest {
  readonly keys: KeyStore;
  /** The same keys after a restart; absent where nothing outlives the process. Closes `keys`. */
  readonly reopen?: () => Promise<KeyStore>;
  /** Removes what the test has left behind; whatever is open is closed by the suite. */
  readonly clean?: () => Promise<void>;
}

/** What every key store does. */
export const describeKeyStore = (name: string, open: () => Promise<KeyStoreUnderTest>): void =>
  describe(`${name} as a key store`, () => {
    let under: KeyStoreUnderTest;
    let keys: KeyStore;
    beforeEach(async () => {
      under = await open();
      keys = under.keys;
    });
    afterEach(async () => {
      await keys.close();
      await under.clean?.();
    });

    it('keeps one key of 256 bits for a subject, found again by its id', async () => {
      const made = await keys.keyFor('ba-dinh', 'per_1');
      expect(made.id).toMatch(/^[A-Za-z0-9_-]+$/);
      expect(made.key.byteLength).toBe(32);
      expect(bytes(await keys.keyFor('ba-dinh', 'per_1'))).toEqual(bytes(made));
      expect(bytes(await keys.key(made.id))).toEqual(bytes(made));
    });

    it('makes one key for a subject that many ask for at once', async () => {
      const made = await Promise.all(Array.from({ length: 20 }, () => keys.keyFor('ba-dinh', 'per_1')));
      expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    });

    it('gives different subjects, and the same subject of another tenant, different keys', async () => {
      const made = [await keys.keyFor('ba-dinh', 'per_1'), await keys.keyFor('ba-dinh', 'per_2'), await keys.keyFor('hoan-kiem', 'per_1')];
      expect(new Set(made.map(({ id }) => id)).size).toBe(3);
      expect(new Set(made.map(({ key }) => Buffer.from(key).toString('hex'))).size).toBe(3);
    });

    it('knows nothing of a key that it never made', async () => {
      expect(await keys.key('unknown')).toBeUndefined();
    });

    it('erases a key for good, refuses a new one for the subject, and leaves all others', async () => {
      const made = await keys.keyFor('ba-dinh', 'per_1');
      const other = await keys.keyFor('hoan-kiem', 'per_1');
      await keys.erase('ba-dinh', 'per_1');
      expect(await keys.key(made.id)).toBeUndefined();
      await expect(keys.keyFor('ba-dinh', 'per_1')).rejects.toThrow(SubjectIsErased);
      expect(bytes(await keys.key(other.id))).toEqual(bytes(other));
    });

    it('erases a subject twice, and one that it never met', async () => {
      await keys.erase('ba-dinh', 'per_1');
      await keys.erase('ba-dinh', 'per_1');
      await expect(keys.keyFor('ba-dinh', 'per_1')).rejects.toThrow(SubjectIsErased);
    });

    it('has the same keys, and the same erasures, after a restart', async () => {
      const made = await keys.keyFor('ba-dinh', 'per_1');
      const gone = await keys.keyFor('ba-dinh', 'per_2');
      await keys.erase('ba-dinh', 'per_2');
      if (!under.reopen) return;
      keys = await under.reopen();
      expect(bytes(await keys.keyFor('ba-dinh', 'per_1'))).toEqual(bytes(made));
      expect(await keys.key(gone.id)).toBeUndefined();
      await expect(keys.keyFor('ba-dinh', 'per_2')).rejects.toThrow(SubjectIsErased);
    });
  });

const bytes = (found: { readonly id: string; readonly key: Uint8Array } | undefined) => found && { id: found.id, key: [...found.key] };
