/** The key of one subject. */
export interface SubjectKey {
  /** Stands in every ciphertext made with it. */
  readonly id: string;
  /** 256 bits. */
  readonly key: Uint8Array;
}

/** One key store serves all services of a platform. Deleting a subject's key here is erasure everywhere. */
export interface KeyStore {
  /** The subject's present key; made, durably, when there is none. Throws `SubjectIsErased` after an erasure. */
  keyFor(tenant: string, subject: string): Promise<SubjectKey>;
  /** The key of this id; undefined once it was erased. */
  key(id: string): Promise<SubjectKey | undefined>;
  erase(tenant: string, subject: string): Promise<void>;
  close(): Promise<void>;
}

export class SubjectIsErased extends Error {
  override readonly name = 'SubjectIsErased';
  readonly code = 'SUBJECT_IS_ERASED';
}
