import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const program = fileURLToPath(new URL('../../../infra/stack.mjs', import.meta.url));

/** `npm run stack` as a process of its own, on a folder. */
export interface StackProcess {
  /** Of the schema. */
  readonly url: string;
  /** What it has said since its first screen: which of its processes ended. */
  said(): string;
  /** Its processes, the pids as of now. */
  processes(): readonly Member[];
  /** SIGKILL to one of its processes. */
  kill(name: string): Promise<void>;
  /** As Ctrl-C. Gives the exit code. */
  stop(): Promise<number | null>;
}

export interface Member {
  readonly name: string;
  readonly service: string;
  readonly url: string;
  readonly operations: string;
  readonly pid: number;
  readonly starts: number;
}

export interface StackOptions {
  readonly words: readonly string[];
  /** Address of a KurrentDB that holds the events; PostgreSQL when absent, whatever our own environment names. */
  readonly kurrentdb?: string | undefined;
}

/** A file that the stack has written into its folder. */
export const toldIn = <Told>(folder: string, file: string): Told => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Told;

/** What another terminal says to the stack of a folder. */
export const stackCommand = (folder: string, ...words: readonly string[]) =>
  promisify(execFile)(process.execPath, [program, ...words, '--data-dir', folder]);

/** Starts it on a free port and waits for its first screen. Throws what it said when it does not come to that. */
export const startStackProcess = async (folder: string, { words, kurrentdb = '' }: StackOptions): Promise<StackProcess> => {
  const all = ['--built', '--port', '0', '--data-dir', folder, ...words];
  // `env` becomes the program: the signals are the stack's.
  const child = spawn('env', [`LAUREL_KURRENTDB_URL=${kurrentdb}`, process.execPath, program, ...all], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // A run that is over without having stopped it takes it along. Its group may be told too: a second SIGINT would not wait for anything.
  const takeAlong = () => void child.kill('SIGTERM');
  process.once('exit', takeAlong);
  const ended = once(child, 'close').finally(() => process.off('exit', takeAlong));
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  const url = () => /GraphQL +(http\S+)\/graphql[\s\S]+Ctrl-C stops it/.exec(said)?.[1];
  while (url() === undefined) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the stack does not start:\n${said}`);
    await Promise.race([once(child.stdout, 'data'), ended]);
  }
  return {
    url: url()!,
    said: () => said.slice(said.indexOf('Ctrl-C stops it')),
    processes: () => toldIn<{ readonly processes: readonly Member[] }>(folder, 'stack.json').processes,
    kill: async (name) => void (await stackCommand(folder, 'kill', name)),
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGINT');
        await ended;
      }
      return child.exitCode;
    },
  };
};
