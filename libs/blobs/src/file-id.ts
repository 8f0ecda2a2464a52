import { randomBytes } from 'node:crypto';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** A new `file_…`: a TypeID, that is a UUIDv7 in base 32. */
export const newFileId = (now: number): string => {
  const uuid = randomBytes(16);
  uuid.writeUIntBE(now, 0, 6);
  uuid[6] = 0x70 | (uuid[6]! & 0x0f);
  uuid[8] = 0x80 | (uuid[8]! & 0x3f);
  let rest = BigInt(`0x${uuid.toString('hex')}`);
  let text = '';
  for (let digit = 0; digit < 26; digit++, rest >>= 5n) text = alphabet[Number(rest & 31n)]! + text;
  return `file_${text}`;
};

/** Ids and hashes come from outside and become names of files: nothing else may. */
export const isFileId = (id: string): boolean => /^file_[0-7][0-9a-hjkmnp-tv-z]{25}$/.test(id);
export const isHash = (hash: string): boolean => /^[0-9a-f]{64}$/.test(hash);
