import { createHmac } from 'node:crypto';
import { derivedKey, type MasterKey } from './master-key.js';

/** The secret for `commandHash`, the same in every process of a platform, for all follow from the master key. */
export const commandHashSecret = (masterKey: MasterKey): Uint8Array => derivedKey(masterKey, 'commands/hash');

/**
 * HMAC-SHA256 over canonical JSON, base64url. It stands in events for ever; without the secret nobody can try out what was asked,
 * so it is no print of personal data.
 */
export const commandHash = (secret: Uint8Array, value: unknown): string =>
  createHmac('sha256', secret).update(canonicalJson(value)).digest('base64url');

/** JSON with the fields of every object in order: the same value, the same text. Absent and undefined fields are the same. */
export const canonicalJson = (value: unknown): string => JSON.stringify(value, (_, each: unknown) => ordered(each)) ?? 'null';

const ordered = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
