import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { JWK } from 'jose';
import { localIssuer, runningLaurel } from '@laurel/standalone/stack-kit';
import { engineAddress } from '@laurel/testing/engine-address';
import { type Laurel, laurelBehind } from './laurel.js';

const program = fileURLToPath(new URL('../../../infra/stack.mjs', import.meta.url));

/** `npm run stack` on the engines of the tests, asked over HTTP like anybody else asks it. */
export interface Stack extends Laurel {
  /** Which process of a service leads it: `plans:1`. */
  leaderOf(service: string): Promise<string>;
  /** SIGKILL to one of its processes. */
  kill(process: string): Promise<void>;
  /** How each process stands. */
  standing(): Promise<Readonly<Record<string, string>>>;
  /** How often each process was started. */
  starts(): Readonly<Record<string, number>>;
  /** As Ctrl-C. Gives the exit code. */
  stop(): Promise<number | null>;
}

export const startStack = async (folder: string): Promise<Stack> => {
  const engines = `kafka=${engineAddress('kafka')};mongodb=${engineAddress('mongodb')};postgres=${engineAddress('postgres')}`;
  const child = spawn(process.execPath, [program, '--built', '--port', '0', '--data-dir', folder, '--engines', engines]);
  const ended = once(child, 'exit');
  const url = await addressIn(child);
  const { issuerKey } = JSON.parse(readFileSync(join(folder, 'secrets.json'), 'utf8')) as { readonly issuerKey: JWK };
  const issuer = await localIssuer(issuerKey);
  const running = runningLaurel(folder);
  const replicas = async () => (await running.status()).services.flatMap((each) => each.replicas);
  return {
    ...laurelBehind({
      post: async (headers, body) => (await fetch(`${url}/graphql`, { method: 'POST', headers, body })).text(),
      tokenFor: (claims) => issuer.tokenFor(claims),
      now: () => running.clock(),
      clockTo: async (instant) => void (await running.clock(new Date(instant).toISOString())),
      settled: () => running.settled(),
    }),
    leaderOf: async (service) => {
      const leader = (await replicas()).find(({ name, state }) => state === 'LEADS' && name.startsWith(`${service}:`));
      if (!leader) throw new Error(`nobody leads ${service}`);
      return leader.name;
    },
    kill: async (name) => {
      const killing = spawn(process.execPath, [program, 'kill', name, '--data-dir', folder], { stdio: 'inherit' });
      const [code] = (await once(killing, 'exit')) as [number | null];
      if (code !== 0) throw new Error(`${name} could not be killed`);
    },
    standing: async () => Object.fromEntries((await replicas()).map(({ name, state }) => [name, state])),
    starts: () => {
      const { processes } = JSON.parse(readFileSync(join(folder, 'stack.json'), 'utf8')) as {
        readonly processes: readonly { readonly name: string; readonly starts: number }[]; // the stack has written it
      };
      return Object.fromEntries(processes.map(({ name, starts }) => [name, starts]));
    },
    stop: async () => {
      child.kill('SIGINT');
      await ended;
      return child.exitCode;
    },
  };
};

/** Once it says that it is running. */
const addressIn = async (child: ChildProcess): Promise<string> => {
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => (said += text));
  for (;;) {
    const url = /GraphQL +(http\S+)\/graphql[\s\S]+Ctrl-C stops it/.exec(said)?.[1];
    if (url !== undefined) return url;
    if (child.exitCode !== null) throw new Error(`the stack does not start:\n${said}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
