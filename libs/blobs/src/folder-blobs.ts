import { createHash } from 'node:crypto';
import { access, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { BlobCorrupt, BlobNotFound, type Blobs, BlobTooLarge, type FileReference, maximumFileBytes } from './blobs.js';
import { isNotThere, readIfThere, writeDurably } from './durable-files.js';
import { isFileId, isHash, newFileId } from './file-id.js';
import { referenceFile, sealedReference } from './reference-file.js';
import { sealing } from './sealed-bytes.js';
import { sweepFolder } from './sweep-folder.js';

export interface FolderBlobsOptions {
  /** Made when it is not there. */
  readonly path: string;
  /** 32 bytes, the platform's. */
  readonly masterKey: Uint8Array;
  /** Of one file; 32 MiB when absent. */
  readonly maximumBytes?: number;
  /** Real time in milliseconds, for the age of files; specs move it. */
  readonly now?: () => number;
}

/**
 * Files in a folder: `<tenant>/content/<xx>/<hash>`, `<hash>.kept` beside what something refers to, `<tenant>/references/<xx>/<id>`.
 * The tenant's folder is named by a hash, for what a tenant may be called is none of a file system's business.
 */
export const openFolderBlobs = ({ path, masterKey, maximumBytes = maximumFileBytes, now = Date.now }: FolderBlobsOptions): Blobs => {
  const { seal, open } = sealing(masterKey);
  const folderOf = (tenant: string) => join(path, sha256(Buffer.from(tenant)).slice(0, 32));
  const contentOf = (tenant: string, hash: string) => join(folderOf(tenant), 'content', hash.slice(0, 2), hash);
  const referenceOf = (tenant: string, id: string) => join(folderOf(tenant), 'references', id.slice(-2), id);

  const readContent = async (tenant: string, hash: string): Promise<Buffer | undefined> => {
    const sealed = await readIfThere(contentOf(tenant, hash));
    const bytes = sealed && open(tenant, hash, sealed);
    if (bytes && sha256(bytes) !== hash) throw new BlobCorrupt(`the bytes of ${hash} are not those of the hash`);
    return bytes;
  };
  const writeContent = async (tenant: string, hash: string, bytes: Uint8Array): Promise<void> =>
    writeDurably(contentOf(tenant, hash), seal(tenant, hash, bytes), now());

  return {
    put: async (bytes, { tenant, ...by }) => {
      if (bytes.byteLength > maximumBytes) throw new BlobTooLarge(bytes.byteLength, maximumBytes);
      const hash = sha256(bytes);
      const reference: FileReference = { id: newFileId(now()), tenant, ...by, hash, size: bytes.byteLength };
      if (!(await renewed(contentOf(tenant, hash), now())) || !(await readsWell(() => readContent(tenant, hash)))) {
        await writeContent(tenant, hash, bytes);
      }
      const sealed = seal(tenant, reference.id, Buffer.from(JSON.stringify(reference)));
      await writeDurably(referenceOf(tenant, reference.id), referenceFile(hash, sealed), now());
      // A sweep may have taken it away before it saw that it was renewed.
      if (!(await isThere(contentOf(tenant, hash)))) await writeContent(tenant, hash, bytes);
      return reference;
    },
    find: async (tenant, id) => {
      const file = isFileId(id) ? await readIfThere(referenceOf(tenant, id)) : undefined;
      // Written by `put` alone, and what is not as it was written does not open.
      return file && (JSON.parse(open(tenant, id, sealedReference(file)).toString('utf8')) as FileReference);
    },
    read: async (tenant, hash) => {
      const bytes = isHash(hash) ? await readContent(tenant, hash) : undefined;
      if (!bytes) throw new BlobNotFound(`there is no file ${hash}`);
      return bytes;
    },
    keep: async (tenant, hash) => {
      if (!isHash(hash) || !(await isThere(contentOf(tenant, hash)))) throw new BlobNotFound(`there is no file ${hash}`);
      if (await isThere(`${contentOf(tenant, hash)}.kept`)) return;
      await writeDurably(`${contentOf(tenant, hash)}.kept`, new Uint8Array(), now());
      if (!(await isThere(contentOf(tenant, hash)))) throw new BlobNotFound(`${hash} was swept meanwhile`);
    },
    sweep: () => sweepFolder(path, now()),
  };
};

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Makes a file young again, so that no sweep takes it; false where it is not there. */
const renewed = async (path: string, now: number): Promise<boolean> => {
  try {
    await utimes(path, now / 1000, now / 1000);
    return true;
  } catch (error) {
    if (isNotThere(error)) return false;
    throw error;
  }
};

// Who puts the right bytes heals a file that the disk has damaged.
const readsWell = async (read: () => Promise<unknown>): Promise<boolean> => {
  try {
    return (await read()) !== undefined;
  } catch (error) {
    if (error instanceof BlobCorrupt) return false;
    throw error;
  }
};
