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
  /** Throws `BlobTooLarge`. The same bytes of one tenant are kept once, under as many references as were asked for. */
  put(
    bytes: Uint8Array,
    by: { readonly tenant: string; readonly uploader: string; readonly name?: string; readonly mediaType?: string },
  ): Promise<FileReference>;
  /** Undefined for what is not there, was swept, or belongs to another tenant. */
  find(tenant: string, id: string): Promise<FileReference | undefined>;
  /** Throws `BlobNotFound`, or `BlobCorrupt` when the bytes are not those of the hash. */
  read(tenant: string, hash: string): Promise<Uint8Array>;
  /** Says that something refers to it now; what nothing refers to is swept. Harmless to repeat. Throws `BlobNotFound`. */
  keep(tenant: string, hash: string): Promise<void>;
  /** Removes what nothing refers to and is older than seven real days, with its references. Gives how many files. */
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

export class BlobTooLarge extends Error {
  override readonly name = 'BlobTooLarge';
  readonly code = 'BLOB_TOO_LARGE';
  constructor(
    readonly size: number,
    readonly maximum: number,
  ) {
    super(`a file of ${size} bytes was given, at most ${maximum} are taken`);
  }
}

/** How long what nothing refers to is kept: somebody may still be writing the order that names it. */
export const sweptAfterMs = 7 * 24 * 60 * 60 * 1000;

/** What a file may have when the engine was not told otherwise: 32 MiB. */
export const maximumFileBytes = 32 * 1024 * 1024;
