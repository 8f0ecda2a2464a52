import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { environment } from './environment.js';

const command = fileURLToPath(new URL('../../../../infra/engines.mjs', import.meta.url));

/** As `npm run engines -- status --json` tells it. */
export interface Engines {
  readonly kafka: {
    readonly bootstrap: string;
    readonly proxiedBootstrap: string;
    readonly brokers: readonly { readonly name: string; readonly id: number; readonly pid: number; readonly running: boolean }[];
  };
  readonly mongodb: { readonly uri: string; readonly nodes: readonly { readonly name: string; readonly address: string }[] };
  readonly postgres: { readonly url: string };
  readonly toxiproxy: { readonly api: string };
}

/** What `npm run engines` with these words says of an instance. */
export const askInstance = async <Answer = Engines>(instance: string, ...words: readonly string[]): Promise<Answer> => {
  const { stdout } = await promisify(execFile)(process.execPath, [command, ...words, '--name', instance, '--json']).catch(
    (error: unknown) => {
      // `status` fails when one does not answer within two seconds; where they are it tells all the same.
      if (words[0] === 'status' && error instanceof Error && 'stdout' in error && String(error.stdout) !== '')
        return { stdout: String(error.stdout) };
      throw error;
    },
  );
  return JSON.parse(stdout) as Answer; // its own words; every engine was started, or `up` would have failed
};

const asked = async (...words: readonly string[]): Promise<Engines> => {
  const { LAUREL_TEST_ENGINES: instance } = environment;
  if (instance === undefined) throw new Error('LAUREL_TEST_ENGINES names no engines: npm run test:faults starts some');
  return askInstance(instance, ...words);
};

export const engines = (): Promise<Engines> => asked('status');
/** SIGKILL, as a machine that loses its power. */
export const killMember = (name: string): Promise<Engines> => asked('kill', name);
/** Again, on the same data; resolves when it answers. */
export const startMember = (name: string): Promise<Engines> => asked('start', name);
