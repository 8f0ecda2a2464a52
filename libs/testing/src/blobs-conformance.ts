import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BlobNotFound, type Blobs, BlobTooLarge } from '@laurel/blobs';

export interface BlobsUnderTest {
  readonly blobs: Blobs;
  readonly clean?: () => Promise<void>;
}

/** What every engine for files does. `open` gets the clock that the engine must use and the bound of a file's size. */
export const describeBlobs = (
  name: string,
  open: (options: { readonly now: () => number; readonly maximumBytes: number }) => Promise<BlobsUnderTest>,
): void =>
  describe(`${name} as a store of files`, () => {
    let under: BlobsUnderTest;
    let blobs: Blobs;
    let ahead = 0;
    beforeEach(async () => {
      ahead = 0;
      under = await open({ now: () => Date.now() + ahead, maximumBytes: 1000 });
      blobs = under.blobs;
    });
    afterEach(() => under.clean?.());
    const days = (count: number) => {
      ahead += count * 24 * 60 * 60 * 1000;
    };

    it('gives back the bytes and everything that was said about them', async () => {
      const bytes = text('Kế hoạch số 28/KH-UBND');
      const put = await blobs.put(bytes, { ...by, name: 'ke-hoach-28.txt', mediaType: 'text/plain' });
      expect(put).toEqual({
        id: expect.stringMatching(/^file_[0-7][0-9a-hjkmnp-tv-z]{25}$/),
        tenant: 'ba-dinh',
        uploader: 'per_1',
        hash: createHash('sha256').update(bytes).digest('hex'),
        size: bytes.byteLength,
        name: 'ke-hoach-28.txt',
        mediaType: 'text/plain',
      });
      expect(await blobs.find('ba-dinh', put.id)).toEqual(put);
      expect(Buffer.from(await blobs.read('ba-dinh', put.hash)).equals(bytes)).toBe(true);
    });

    it('keeps the same bytes under one hash and many references', async () => {
      const [one, two] = await Promise.all([blobs.put(text('a'), by), blobs.put(text('a'), { ...by, uploader: 'per_2' })]);
      expect(one.hash).toBe(two.hash);
      expect(one.id).not.toBe(two.id);
      expect([await blobs.find('ba-dinh', one.id), await blobs.find('ba-dinh', two.id)]).toEqual([one, two]);
    });

    it('takes an empty file, and one of the largest size, and none larger', async () => {
      for (const size of [0, 1000]) {
        const put = await blobs.put(new Uint8Array(size), by);
        expect((await blobs.read('ba-dinh', put.hash)).byteLength).toBe(size);
      }
      await expect(blobs.put(new Uint8Array(1001), by)).rejects.toThrow(new BlobTooLarge(1001, 1000));
    });

    it('shows nothing of one tenant to another', async () => {
      const put = await blobs.put(text('a'), by);
      expect(await blobs.find('hoan-kiem', put.id)).toBeUndefined();
      await expect(blobs.read('hoan-kiem', put.hash)).rejects.toThrow(BlobNotFound);
      await expect(blobs.keep('hoan-kiem', put.hash)).rejects.toThrow(BlobNotFound);
    });

    it.each(['../../etc/passwd', 'file_../../x', '', 'file_00000000000000000000000000', '.', 'a/b'])(
      'finds nothing under %p',
      async (id) => {
        await blobs.put(text('a'), by);
        expect(await blobs.find('ba-dinh', id)).toBeUndefined();
        await expect(blobs.read('ba-dinh', id)).rejects.toThrow(BlobNotFound);
      },
    );

    it('sweeps what nothing refers to after seven days, with its references', async () => {
      const put = await blobs.put(text('a'), by);
      days(6.9);
      expect(await blobs.sweep()).toBe(0);
      expect(await blobs.find('ba-dinh', put.id)).toEqual(put);
      days(0.2);
      expect(await blobs.sweep()).toBe(1);
      expect(await blobs.sweep()).toBe(0);
      expect(await blobs.find('ba-dinh', put.id)).toBeUndefined();
      await expect(blobs.read('ba-dinh', put.hash)).rejects.toThrow(BlobNotFound);
      await expect(blobs.keep('ba-dinh', put.hash)).rejects.toThrow(BlobNotFound);
    });

    it('never sweeps what something refers to, nor what others put', async () => {
      const kept = await blobs.put(text('kept'), by);
      const same = await blobs.put(text('kept'), { ...by, tenant: 'hoan-kiem' });
      await blobs.keep('ba-dinh', kept.hash);
      await blobs.keep('ba-dinh', kept.hash);
      days(100);
      const young = await blobs.put(text('young'), by);
      expect(await blobs.sweep()).toBe(1);
      expect(await blobs.find('ba-dinh', kept.id)).toEqual(kept);
      expect(Buffer.from(await blobs.read('ba-dinh', kept.hash)).toString()).toBe('kept');
      expect(await blobs.find('ba-dinh', young.id)).toEqual(young);
      expect(await blobs.find('hoan-kiem', same.id)).toBeUndefined();
    });

    it('counts seven days anew when the same bytes are put again', async () => {
      const first = await blobs.put(text('a'), by);
      days(6);
      await blobs.put(text('a'), by);
      days(6);
      expect(await blobs.sweep()).toBe(0);
      expect(await blobs.find('ba-dinh', first.id)).toEqual(first);
      days(2);
      expect(await blobs.sweep()).toBe(1);
    });

    it('takes again what was swept', async () => {
      await blobs.put(text('a'), by);
      days(8);
      await blobs.sweep();
      const again = await blobs.put(text('a'), by);
      expect(Buffer.from(await blobs.read('ba-dinh', again.hash)).toString()).toBe('a');
    });
  });

const by = { tenant: 'ba-dinh', uploader: 'per_1' };
const text = (value: string): Buffer => Buffer.from(value);
