import { describe, expect, it } from '@jest/globals';
import { canonicalJson, commandHash, commandHashSecret } from './command-hash.js';

const secret = commandHashSecret(new Uint8Array(32).fill(1));

describe('the hash of a command', () => {
  it('is the same for the same input, however its fields are ordered or left out', () => {
    const one = { b: [{ y: 1, x: undefined }, null], a: 'Phường Phúc Xá' };
    const two = { a: 'Phường Phúc Xá', b: [{ y: 1 }, null], c: undefined };
    expect(canonicalJson(one)).toBe('{"a":"Phường Phúc Xá","b":[{"y":1},null]}');
    expect(commandHash(secret, one)).toBe(commandHash(secret, two));
  });

  it('differs for another input, another order of a list, and another platform', () => {
    const hashes = [
      commandHash(secret, { a: [1, 2] }),
      commandHash(secret, { a: [2, 1] }),
      commandHash(secret, { a: ['1', 2] }),
      commandHash(secret, undefined),
      commandHash(commandHashSecret(new Uint8Array(32).fill(2)), { a: [1, 2] }),
    ];
    expect(new Set(hashes).size).toBe(5);
  });
});
