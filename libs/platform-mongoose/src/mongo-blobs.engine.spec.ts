import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BlobCorrupt, BlobNotFound, sweptAfterMs } from '@laurel/blobs';
import type { Mongo } from '@laurel/mongo';
import { describeBlobs } from '@laurel/testing';
import { openMongoBlobs } from './mongo-blobs.js';
import { newDatabase } from './spec/opened-mongo.js';

const masterKey = new Uint8Array(32).fill(7);
const by = { tenant: 'ba-dinh', uploader: 'per_1' };

describeBlobs('MongoDB', async (options) => {
  const database = newDatabase();
  return { blobs: await openMongoBlobs(await database.open(), { masterKey, ...options }), clean: database.drop };
});

describe('files that many processes share', () => {
  let database: ReturnType<typeof newDatabase>;
  let mongo: Mongo;
  beforeEach(async () => {
    database = newDatabase();
    mongo = await database.open();
  });
  afterEach(() => database.drop());
  const later = () => Date.now() + sweptAfterMs + 1000;
  const process = async (now?: () => number) => openMongoBlobs(await database.open(), { masterKey, ...(now && { now }) });
  const counts = async () =>
    Object.fromEntries(
      await Promise.all(
        ['content', 'reference', 'piece', 'loose'].map(async (name) => [
          name,
          await mongo.connection.collection(`file_${name}`).countDocuments(),
        ]),
      ),
    ) as Record<string, number>;

  it('are read by one as another has put them, also of the largest size', async () => {
    const [one, two] = await Promise.all([process(), process()]);
    const bytes = randomBytes(32 * 1024 * 1024);
    const put = await one.put(bytes, by);
    expect(await two.find('ba-dinh', put.id)).toEqual(put);
    expect(Buffer.from(await two.read('ba-dinh', put.hash)).equals(bytes)).toBe(true);
  });

  it('stand once when all of them put the same bytes at once', async () => {
    const processes = await Promise.all([process(), process(), process()]);
    const put = await Promise.all([...processes, ...processes].map((blobs) => blobs.put(Buffer.from('a'), by)));
    expect(new Set(put.map(({ id }) => id)).size).toBe(6);
    expect(await counts()).toEqual({ content: 1, reference: 6, piece: 1, loose: 0 });
  });

  it('show neither bytes, names nor tenants to whoever reads the database', async () => {
    await (await process()).put(Buffer.from('Người Mẫu 01'), { ...by, name: 'so-yeu-ly-lich.txt' });
    const stored = await Promise.all(
      ['content', 'reference', 'piece'].map((name) => mongo.connection.collection(`file_${name}`).find({}, { raw: true }).toArray()),
    );
    const bytes = Buffer.concat(stored.flat() as unknown as Buffer[]); // raw: true gives bytes
    expect(bytes.includes('sealed')).toBe(true); // else the next line proves nothing
    for (const secret of ['Người Mẫu 01', 'so-yeu-ly-lich', 'ba-dinh', 'per_1']) expect(bytes.includes(secret)).toBe(false);
  });

  it('are told to be damaged, and healed by the same bytes', async () => {
    const blobs = await process();
    const bytes = randomBytes(5 * 1024 * 1024);
    const { hash } = await blobs.put(bytes, by);
    await mongo.connection.collection('file_piece').deleteOne({ _id: /\/1$/ as never });
    await expect(blobs.read('ba-dinh', hash)).rejects.toThrow(BlobCorrupt);
    await blobs.put(bytes, by);
    expect(Buffer.from(await blobs.read('ba-dinh', hash)).equals(bytes)).toBe(true);
    expect(await counts()).toEqual({ content: 1, reference: 2, piece: 2, loose: 0 });
  });

  it('cannot be read with another master key', async () => {
    const { id, hash } = await (await process()).put(Buffer.from('abc'), by);
    const other = await openMongoBlobs(mongo, { masterKey: new Uint8Array(32) });
    await expect(other.read('ba-dinh', hash)).rejects.toThrow(BlobCorrupt);
    await expect(other.find('ba-dinh', id)).rejects.toThrow(BlobCorrupt);
  });

  it('are swept by several at once, each file once', async () => {
    const blobs = await process();
    for (let index = 0; index < 8; index++) await blobs.put(Buffer.from(`${index}`), by);
    const sweepers = await Promise.all([process(later), process(later), process(later)]);
    const swept = await Promise.all(sweepers.map((sweeper) => sweeper.sweep()));
    expect(swept.reduce((sum, count) => sum + count)).toBe(8);
    expect(await counts()).toEqual({ content: 0, reference: 0, piece: 0, loose: 0 });
  });

  it('are whole or not there, while some put and keep the same bytes and others sweep them', async () => {
    const [writer, keeper] = await Promise.all([process(), process()]);
    const sweepers = await Promise.all([process(later), process(later)]); // to them everything is old
    let sweeping = true;
    const sweeps = Promise.all(
      sweepers.map(async (sweeper) => {
        let count = 0;
        for (; sweeping; await sleep(30)) count += await sweeper.sweep();
        return count;
      }),
    );
    const kept: string[] = [];
    let gone = 0;
    for (let round = 0; round < 60; round++) {
      const bytes = Buffer.from(`file ${round % 20} of ${round < 20 ? 'a' : 'b'}`);
      const { id, hash } = await writer.put(bytes, by);
      try {
        await keeper.keep('ba-dinh', hash);
        kept.push(id);
      } catch (error) {
        expect(error).toBeInstanceOf(BlobNotFound);
        gone++;
      }
    }
    sweeping = false;
    expect((await sweeps).reduce((sum, count) => sum + count)).toBeGreaterThan(0);
    for (const id of kept) {
      const { hash } = (await writer.find('ba-dinh', id))!;
      expect(Buffer.from(await keeper.read('ba-dinh', hash)).toString()).toMatch(/^file \d+ of [ab]$/);
    }
    expect(gone).toBeGreaterThan(0);
    await sweepers[0]!.sweep();
    const { content, piece, loose } = await counts();
    expect([piece, loose]).toEqual([content, 0]);
  });

  it('leave nothing of a process that died in the middle of a put or of a sweep', async () => {
    const blobs = await process();
    const { hash } = await blobs.put(Buffer.from('kept'), by);
    await blobs.keep('ba-dinh', hash);
    const rows = (name: string) => mongo.connection.collection<{ _id: string }>(`file_${name}`);
    const dead = { _id: 'dead', count: 2, at: new Date(), isDead: false };
    const cut = { _id: 'cut', count: 1, at: new Date(0), isDead: true };
    await rows('loose').insertMany([dead, cut]);
    await rows('piece').insertMany([{ _id: 'dead/0' }, { _id: 'cut/0' }]);
    expect(await blobs.sweep()).toBe(0);
    expect(await counts()).toEqual({ content: 1, reference: 1, piece: 2, loose: 1 }); // one may still be at work
    expect(await (await process(later)).sweep()).toBe(0);
    expect(await counts()).toEqual({ content: 1, reference: 1, piece: 1, loose: 0 });
    expect(Buffer.from(await blobs.read('ba-dinh', hash)).toString()).toBe('kept');
  });
});
