import {
  BlobCorrupt,
  BlobNotFound,
  type Blobs,
  BlobTooLarge,
  type FileReference,
  isFileId,
  isHash,
  maximumFileBytes,
  newFileId,
  sealing,
} from '@laurel/blobs';
import { isDuplicateKey, type Mongo } from '@laurel/mongo';
import mongoose from 'mongoose';
import { answerInTime } from './answer-in-time.js';
import { filePieces } from './file-pieces.js';
import { contentId, type ContentRow, type Pieces, referenceId, type ReferenceRow, sha256 } from './file-rows.js';
import { sharedCollection } from './shared-collection.js';
import { sweepFiles } from './sweep-files.js';

export interface MongoBlobsOptions {
  /** 32 bytes, the platform's. */
  readonly masterKey: Uint8Array;
  /** Of one file; 32 MiB when absent. */
  readonly maximumBytes?: number;
  /** Real time in milliseconds, for the age of files; specs move it. */
  readonly now?: () => number;
}

/**
 * Files in MongoDB, sealed before they leave the process, shared by every process of a platform; any of them may sweep. What `put` and
 * `keep` answer stands in the journals of a majority. Throws `EngineUnavailable` besides what the port says.
 */
export const openMongoBlobs = async (
  mongo: Mongo,
  { masterKey, maximumBytes = maximumFileBytes, now = Date.now }: MongoBlobsOptions,
): Promise<Blobs> => {
  const { seal, open } = sealing(masterKey);
  const contents = sharedCollection<ContentRow>(mongo, 'file_content');
  const references = sharedCollection<ReferenceRow>(mongo, 'file_reference');
  const pieces = filePieces(mongo);
  await answerInTime('the indexes of files', async () => {
    await contents.createIndex({ kept: 1, at: 1 });
    await references.createIndex({ content: 1 });
  });
  const contentOf = (_id: string) => answerInTime('a file', () => contents.findOne({ _id }));

  /** Undefined where there is none. */
  const readContent = async (tenant: string, hash: string): Promise<Buffer | undefined> => {
    const content = await contentOf(contentId(tenant, hash));
    if (!content) return undefined;
    const sealed = await pieces.read(content.pieces);
    if (!sealed) return (await isStill(content)) ? corrupt(hash) : readContent(tenant, hash);
    const bytes = open(tenant, hash, sealed);
    return sha256(bytes) === hash ? bytes : corrupt(hash);
  };
  const isStill = async ({ _id, pieces: { upload } }: ContentRow) => (await contentOf(_id))?.pieces.upload === upload;

  /** Writes the bytes where they are missing, or are not what they were. */
  const ensureContent = async (tenant: string, hash: string, bytes: Uint8Array): Promise<void> => {
    const _id = contentId(tenant, hash);
    const before = await contentOf(_id);
    if (before && (await readsWell(() => readContent(tenant, hash)))) return;
    const written = await pieces.write(seal(tenant, hash, bytes), now());
    if (!(await named({ _id, pieces: written, at: new Date(now()), kept: false }, before?.pieces))) await pieces.discard(written);
    else if (before) await pieces.discard(before.pieces);
  };
  /** Makes the content, or puts its new pieces in the place of damaged ones; false where somebody else did something meanwhile. */
  const named = async (content: ContentRow, damaged: Pieces | undefined): Promise<boolean> => {
    try {
      await mongo.transaction(async (session) => {
        if (!(await pieces.settle(content.pieces, session))) throw new Overtaken();
        if (!damaged) return contents.insertOne(content, { session });
        const one = { _id: content._id, 'pieces.upload': damaged.upload };
        const replaced = await contents.updateOne(one, { $set: { pieces: content.pieces } }, { session });
        if (replaced.matchedCount === 0) throw new Overtaken();
        return pieces.condemn(damaged, session);
      });
      return true;
    } catch (error) {
      if (error instanceof Overtaken || isDuplicateKey(error)) return false;
      throw error;
    }
  };

  /** Names the content and makes it young, both or neither; false where a sweep took it away meanwhile. */
  const refer = (row: ReferenceRow): Promise<boolean> =>
    mongo.transaction(async (session) => {
      const renewed = await contents.updateOne({ _id: row.content }, { $max: { at: new Date(now()) } }, { session });
      if (renewed.matchedCount === 0) return false;
      await references.insertOne(row, { session });
      return true;
    });

  return {
    put: async (bytes, { tenant, ...by }) => {
      if (bytes.byteLength > maximumBytes) throw new BlobTooLarge(bytes.byteLength, maximumBytes);
      const hash = sha256(bytes);
      const reference: FileReference = { id: newFileId(now()), tenant, ...by, hash, size: bytes.byteLength };
      const sealed = new mongoose.mongo.Binary(seal(tenant, reference.id, Buffer.from(JSON.stringify(reference))));
      do await ensureContent(tenant, hash, bytes);
      while (!(await refer({ _id: referenceId(tenant, reference.id), content: contentId(tenant, hash), sealed })));
      return reference;
    },
    find: async (tenant, id) => {
      if (!isFileId(id)) return undefined;
      const row = await answerInTime('a reference', () => references.findOne({ _id: referenceId(tenant, id) }));
      // Written by `put` alone, and what is not as it was written does not open.
      return row ? (JSON.parse(open(tenant, id, row.sealed.value()).toString('utf8')) as FileReference) : undefined;
    },
    read: async (tenant, hash) => {
      const bytes = isHash(hash) ? await readContent(tenant, hash) : undefined;
      if (!bytes) throw new BlobNotFound(`there is no file ${hash}`);
      return bytes;
    },
    keep: async (tenant, hash) => {
      const kept = isHash(hash)
        ? await answerInTime('a file to keep', () => contents.updateOne({ _id: contentId(tenant, hash) }, { $set: { kept: true } }))
        : undefined;
      if (!kept?.matchedCount) throw new BlobNotFound(`there is no file ${hash}`);
    },
    sweep: () => sweepFiles(mongo, { contents, references, pieces }, now()),
  };
};

class Overtaken extends Error {}

const corrupt = (hash: string): never => {
  throw new BlobCorrupt(`the bytes of ${hash} are not those of the hash`);
};

// Who puts the right bytes heals a file that was damaged.
const readsWell = async (read: () => Promise<unknown>): Promise<boolean> => {
  try {
    return (await read()) !== undefined;
  } catch (error) {
    if (error instanceof BlobCorrupt) return false;
    throw error;
  }
};
