const hashLength = 64;

/** The hash stands before the sealed reference, so that a sweep, which knows no tenants, sees what it refers to. */
export const referenceFile = (hash: string, sealed: Uint8Array): Buffer => Buffer.concat([Buffer.from(hash, 'latin1'), sealed]);
export const hashOfReference = (file: Buffer): string => file.subarray(0, hashLength).toString('latin1');
export const sealedReference = (file: Buffer): Buffer => file.subarray(hashLength);
