import type { JWK } from 'jose';
import { localIssuer, runningLaurel } from '@laurel/standalone/stack-kit';
import { engineAddress } from '@laurel/testing/engine-address';
import { type Laurel, laurelBehind } from './laurel.js';
import { type StackOptions, type StackProcess, startStackProcess, toldIn } from './stack-process.js';

/** `npm run stack`, asked over HTTP like anybody else asks it. */
export interface Stack extends Laurel, Pick<StackProcess, 'said' | 'processes' | 'kill' | 'stop'> {
  /** Which process of a service leads it: `plans:1`. */
  leaderOf(service: string): Promise<string>;
  /** How each process stands. */
  standing(): Promise<Readonly<Record<string, string>>>;
  /** How often each process was started. */
  starts(): Readonly<Record<string, number>>;
}

/** On the engines of the tests, unless `words` say otherwise. */
export const startStack = async (
  folder: string,
  { words = ['--engines', engines()], kurrentdb }: Partial<StackOptions> = {},
): Promise<Stack> => {
  const { url, said, kill, stop, processes } = await startStackProcess(folder, { words, kurrentdb });
  const issuer = await localIssuer(toldIn<{ readonly issuerKey: JWK }>(folder, 'secrets.json').issuerKey);
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
    said,
    processes,
    kill,
    stop,
    leaderOf: async (service) => {
      const leader = (await replicas()).find(({ name, state }) => state === 'LEADS' && name.startsWith(`${service}:`));
      if (!leader) throw new Error(`nobody leads ${service}`);
      return leader.name;
    },
    standing: async () => Object.fromEntries((await replicas()).map(({ name, state }) => [name, state])),
    starts: () => Object.fromEntries(processes().map(({ name, starts }) => [name, starts])),
  };
};

const engines = (): string => `kafka=${engineAddress('kafka')};mongodb=${engineAddress('mongodb')};postgres=${engineAddress('postgres')}`;
