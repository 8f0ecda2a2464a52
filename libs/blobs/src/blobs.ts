/** A file as the world may name it. The bytes are found by hash, within the tenant. */
export interface FileReference {
  /** `file_…` (TypeID). */
  readonly id: string;
  readonly tenant: string;
  /** Person or process that put it. */
  readonly uploader: string;
  /** SHA-256 of the bytes, hex. */
  readonly hash: string;
  readonly size: number;
  readonly name?: string;
  readonly mediaType?: string;
}

/** Content-hashed files, encrypted at rest, fsynced before `put` answers. */
export interface Blobs {
  put(bytes: Uint8Array, by: { readonly tenant: string; readonly uploader: string; readonly name?: string; readonly mediaType?: string }): Promise<FileReference>;
  find(tenant: string, id: string): Promise<FileReference | undefined>;
  /** Throws `BlobNotFound`, or `BlobCorrupt` when the bytes are not those of the hash. */
  read(tenant: string, hash: string): Promise<Uint8Array>;
  /** Says that something refers to it now; what nothing refers to is swept. Harmless to repeat. */
  keep(tenant: string, hash: string): Promise<void>;
  /** Removes what nothing refers to and is older than seven real days. Gives how many. */
  sweep(): Promise<number>;
}

export class BlobNotFound extends Error {
  override readonly name = 'BlobNotFound';
  readonly code = 'BLOB_NOT_FOUND';
}

export class BlobCorrupt extends Error {
  override readonly name = 'BlobCorrupt';
  readonly code = 'BLOB_CORRUPT';
}
