import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importJWK, type JWK, SignJWT } from 'jose';
import type { Program } from '@laurel/testing/program';
import { child } from '../kit.js';

export interface RunningLaurel {
  /** The data of an answer. Throws when it was not acknowledged: the process died first, or refused. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a fault run asserts on what it asked for
  ask(token: string, query: string, variables?: Readonly<Record<string, unknown>>): Promise<any>;
  kill(): Promise<void>;
}

/** Starts the real process on a folder and waits until it answers. */
export const startLaurel = async (folder: string): Promise<RunningLaurel> => {
  const laurel = child('platform/laurel-child', '--port', '0', '--data-dir', folder);
  const url = await addressOf(laurel);
  return {
    kill: () => laurel.kill(),
    ask: async (token, query, variables = {}) => {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
      const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
      const { data, errors } = (await response.json()) as { data: Record<string, unknown>; errors?: readonly { message: string }[] };
      const refused = errors ?? Object.values(data).flatMap((each) => (each as { errors?: { message: string }[] } | null)?.errors ?? []);
      if (refused.length > 0) throw new Error(refused.map(({ message }) => message).join(' '));
      return data;
    },
  };
};

const addressOf = async (laurel: Program): Promise<string> => {
  for (let line = 0; ; line++) {
    await laurel.wrote(line + 1);
    const url = /GraphQL +(http\S+)/.exec(laurel.lines[line]!)?.[1];
    if (url !== undefined) return url;
  }
};

/** A token of the folder's own issuer. */
export const tokenFor = async (folder: string, role: string, units: readonly string[] = []): Promise<string> => {
  const { issuerKey } = JSON.parse(readFileSync(join(folder, 'secrets.json'), 'utf8')) as { readonly issuerKey: JWK };
  return new SignJWT({ tenant: 'ba-dinh', roles: [{ role, units }] })
    .setProtectedHeader({ alg: 'ES256' })
    .setSubject(`per_killed_${role.toLowerCase()}`)
    .setIssuer('laurel:local')
    .setAudience('laurel')
    .setExpirationTime('1h')
    .sign(await importJWK(issuerKey, 'ES256'));
};
