import type { JSONWebKeySet } from 'jose';
import { z } from 'zod';

export interface MasterKeyValue {
  readonly key: Uint8Array;
  /** Made by a program for a developer's run, and marked by it. */
  readonly ofDeveloper: boolean;
}

/** 32 bytes as base64; `developer:` before them marks what may never protect real data. */
export const masterKeyValue = z.string().transform((text, context): MasterKeyValue => {
  const [, mark, base64] = /^(developer:)?([A-Za-z0-9+/]{43}=)$/.exec(text.trim()) ?? [];
  if (base64 !== undefined) return { key: Buffer.from(base64, 'base64'), ofDeveloper: mark !== undefined };
  context.addIssue('is 32 bytes as base64: openssl rand -base64 32');
  return z.NEVER;
});

export type JwksValue = { readonly kind: 'url'; readonly url: URL } | { readonly kind: 'document'; readonly keys: JSONWebKeySet };

const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) });

/** Where an issuer shows the keys of its tokens, or those keys themselves. */
export const jwksValue = z.string().transform((text, context): JwksValue => {
  if (URL.canParse(text) && /^https?:/.test(text)) return { kind: 'url', url: new URL(text) };
  const found = keySet.safeParse(jsonOf(text));
  if (found.success && !found.data.keys.some((key) => 'd' in key || 'k' in key)) {
    return { kind: 'document', keys: found.data as JSONWebKeySet }; // jose checks the rest of each key
  }
  context.addIssue(found.success ? 'holds a private key' : 'is a URL or a JSON document of public keys');
  return z.NEVER;
});

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // told as what it is: no document
  }
};
