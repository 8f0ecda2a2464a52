import { createHash } from 'node:crypto';
import { BlobNotFound, type Blobs, BlobTooLarge, type FileReference, maximumFileBytes, newFileId, sweptAfterMs } from '@laurel/blobs';

/** Files in memory. `now` is real time in milliseconds. */
export const memoryBlobs = ({
  maximumBytes = maximumFileBytes,
  now = Date.now,
}: { readonly maximumBytes?: number; readonly now?: () => number } = {}): Blobs => {
  const references = new Map<string, FileReference>();
  const contents = new Map<string, { readonly bytes: Uint8Array; readonly at: number; readonly kept: boolean }>();
  const nameOf = (tenant: string, key: string) => JSON.stringify([tenant, key]);
  const contentOf = (tenant: string, hash: string) => {
    const content = contents.get(nameOf(tenant, hash));
    if (!content) throw new BlobNotFound(`there is no file ${hash}`);
    return content;
  };
  return {
    put: async (bytes, { tenant, ...by }) => {
      if (bytes.byteLength > maximumBytes) throw new BlobTooLarge(bytes.byteLength, maximumBytes);
      const hash = createHash('sha256').update(bytes).digest('hex');
      const reference: FileReference = { id: newFileId(now()), tenant, ...by, hash, size: bytes.byteLength };
      const kept = contents.get(nameOf(tenant, hash))?.kept ?? false;
      contents.set(nameOf(tenant, hash), { bytes: Uint8Array.from(bytes), at: now(), kept });
      references.set(nameOf(tenant, reference.id), reference);
      return reference;
    },
    find: async (tenant, id) => references.get(nameOf(tenant, id)),
    read: async (tenant, hash) => Uint8Array.from(contentOf(tenant, hash).bytes),
    keep: async (tenant, hash) => void contents.set(nameOf(tenant, hash), { ...contentOf(tenant, hash), kept: true }),
    sweep: async () => {
      const old = [...contents].filter(([, { at, kept }]) => !kept && now() - at > sweptAfterMs).map(([name]) => name);
      for (const name of old) contents.delete(name);
      for (const [name, { tenant, hash }] of references) if (!contents.has(nameOf(tenant, hash))) references.delete(name);
      return old.length;
    },
  };
};
