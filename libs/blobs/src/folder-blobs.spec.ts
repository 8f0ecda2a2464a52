import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { describeBlobs } from '@laurel/testing';
import { transformFile } from '@swc/core';
import { BlobCorrupt, sweptAfterMs } from './blobs.js';
import { isHash } from './file-id.js';
import { openFolderBlobs } from './folder-blobs.js';

const masterKey = new Uint8Array(32).fill(7);
const by = { tenant: 'ba-dinh', uploader: 'per_1' };

describeBlobs('a folder', async (options) => {
  const path = await mkdtemp(join(tmpdir(), 'laurel-blobs-'));
  return { blobs: openFolderBlobs({ path, masterKey, ...options }), clean: () => rm(path, { recursive: true }) };
});

describe('a folder of files', () => {
  let path: string;
  beforeEach(async () => {
    path = await mkdtemp(join(tmpdir(), 'laurel-blobs-'));
  });
  afterEach(() => rm(path, { recursive: true }));

  const files = async (): Promise<readonly string[]> =>
    (await readdir(path, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  const contents = async (): Promise<readonly string[]> => (await files()).filter((file) => isHash(file.split('/').at(-1)!));

  it('shows neither bytes, names nor tenants to whoever reads the disk', async () => {
    await openFolderBlobs({ path, masterKey }).put(Buffer.from('Người Mẫu 01'), { ...by, name: 'so-yeu-ly-lich.txt' });
    const onDisk = Buffer.concat([
      ...(await Promise.all((await files()).map((file) => readFile(file)))),
      Buffer.from((await files()).join()),
    ]);
    for (const secret of ['Người Mẫu 01', 'so-yeu-ly-lich', 'ba-dinh', 'per_1']) expect(onDisk.includes(secret)).toBe(false);
  });

  it('keeps the same bytes of a tenant once', async () => {
    const blobs = openFolderBlobs({ path, masterKey });
    await Promise.all([1, 2, 3].map(() => blobs.put(Buffer.from('a'), by)));
    expect(await contents()).toHaveLength(1);
    await blobs.put(Buffer.from('a'), { ...by, tenant: 'hoan-kiem' });
    expect(await contents()).toHaveLength(2);
  });

  it('tells that a file was changed on disk, and is healed by the same bytes', async () => {
    const blobs = openFolderBlobs({ path, masterKey });
    const { hash } = await blobs.put(Buffer.from('abc'), by);
    const [file] = await contents();
    const bytes = await readFile(file!);
    for (const damaged of [
      bytes.subarray(0, 10),
      Buffer.concat([bytes.subarray(0, -1), Buffer.from([bytes.at(-1)! ^ 1])]),
      Buffer.alloc(0),
    ]) {
      await writeFile(file!, damaged);
      await expect(blobs.read('ba-dinh', hash)).rejects.toThrow(BlobCorrupt);
    }
    await blobs.put(Buffer.from('abc'), by);
    expect(Buffer.from(await blobs.read('ba-dinh', hash)).toString()).toBe('abc');
  });

  it('cannot be read with another master key', async () => {
    const { id, hash } = await openFolderBlobs({ path, masterKey }).put(Buffer.from('abc'), by);
    const other = openFolderBlobs({ path, masterKey: new Uint8Array(32) });
    await expect(other.read('ba-dinh', hash)).rejects.toThrow(BlobCorrupt);
    await expect(other.find('ba-dinh', id)).rejects.toThrow(BlobCorrupt);
    expect(() => openFolderBlobs({ path, masterKey: new Uint8Array(31) })).toThrow('a master key has 32 bytes, not 31');
  });

  it('finishes a sweep that was cut off, and removes what a dead writer left', async () => {
    const blobs = openFolderBlobs({ path, masterKey, now: () => Date.now() + sweptAfterMs + 1000 });
    const writer = openFolderBlobs({ path, masterKey });
    const { id } = await writer.put(Buffer.from('a'), by);
    const [content] = await contents();
    await writeFile(`${content}.swept`, await readFile(content!));
    await rm(content!);
    const [reference] = (await files()).filter((file) => file.endsWith(id));
    for (const beside of [content!, reference!]) await writeFile(join(beside, '..', 'dead.part'), 'half');
    expect(await blobs.sweep()).toBe(1);
    expect(await blobs.find('ba-dinh', id)).toBeUndefined();
    expect(await files()).toEqual([]);
  });

  it('gives back what was set aside while somebody kept it or put it again', async () => {
    const blobs = openFolderBlobs({ path, masterKey });
    const [kept, young] = [await blobs.put(Buffer.from('kept'), by), await blobs.put(Buffer.from('young'), by)];
    await blobs.keep('ba-dinh', kept.hash);
    for (const content of await contents()) await rename(content, `${content}.swept`);
    for (const file of await files()) if (file.endsWith(`${kept.hash}.swept`)) await utimes(file, 0, 0);
    expect(await blobs.sweep()).toBe(0);
    expect(Buffer.from(await blobs.read('ba-dinh', kept.hash)).toString()).toBe('kept');
    expect(Buffer.from(await blobs.read('ba-dinh', young.hash)).toString()).toBe('young');
  });

  it('keeps what was put again after it was set aside, with the new reference', async () => {
    const blobs = openFolderBlobs({ path, masterKey });
    const before = await blobs.put(Buffer.from('a'), by);
    for (const file of await files()) await utimes(file, 0, 0);
    const [content] = await contents();
    await rename(content!, `${content}.swept`);
    const after = await blobs.put(Buffer.from('a'), by);
    await blobs.sweep();
    expect(await blobs.find('ba-dinh', before.id)).toBeUndefined();
    expect(await blobs.find('ba-dinh', after.id)).toEqual(after);
    expect(Buffer.from(await blobs.read('ba-dinh', after.hash)).toString()).toBe('a');
  });

  it('loses nothing that was answered when the process is killed, and names no half file', async () => {
    const script = await compiled(join(path, 'code'));
    const answered: { readonly id: string; readonly hash: string }[] = [];
    for (let round = 0; round < 3; round++) {
      const child = spawn(process.execPath, [script, join(path, 'data')], { stdio: ['ignore', 'pipe', 'inherit'] });
      const before = answered.length;
      for await (const line of createInterface({ input: child.stdout })) {
        answered.push(JSON.parse(line) as { id: string; hash: string });
        if (answered.length === before + 5 + round * 7) child.kill('SIGKILL');
      }
      await exited(child);
    }
    const blobs = openFolderBlobs({ path: join(path, 'data'), masterKey });
    for (const { id, hash } of answered) {
      expect((await blobs.find('ba-dinh', id))?.hash).toBe(hash);
      expect((await blobs.read('ba-dinh', hash)).byteLength).toBe(200_000);
    }
    const named = (await contents()).map((file) => file.split('/').at(-1)!);
    for (const hash of named) expect((await blobs.read('ba-dinh', hash)).byteLength).toBe(200_000);
    expect(answered.length).toBeGreaterThanOrEqual(36);
  }, 30_000);
});

const exited = (child: ChildProcess) =>
  new Promise((resolve) => (child.exitCode !== null || child.signalCode !== null ? resolve(0) : child.once('exit', resolve)));

/** A process that puts files for ever, and says each when it is answered. */
const compiled = async (folder: string): Promise<string> => {
  await mkdir(folder);
  const source = import.meta.dirname;
  for (const name of (await readdir(source)).filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))) {
    const { code } = await transformFile(join(source, name), {
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'es6' },
    });
    await writeFile(join(folder, name.replace(/\.ts$/, '.js')), code);
  }
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  await writeFile(
    join(folder, 'put.js'),
    `import { randomBytes } from 'node:crypto';
     import { openFolderBlobs } from './folder-blobs.js';
     const blobs = openFolderBlobs({ path: process.argv[2], masterKey: new Uint8Array(32).fill(7) });
     const work = async () => {
       for (;;) {
         const { id, hash } = await blobs.put(randomBytes(200_000), { tenant: 'ba-dinh', uploader: 'per_1' });
         process.stdout.write(JSON.stringify({ id, hash }) + '\\n');
       }
     };
     await Promise.all([work(), work(), work()]);`,
  );
  return join(folder, 'put.js');
};
