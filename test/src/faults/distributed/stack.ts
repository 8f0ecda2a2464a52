import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Engines } from '../bus/engines.js';

const program = fileURLToPath(new URL('../../../../infra/stack.mjs', import.meta.url));

/** `npm run stack`: every service and the gateway twice, on the engines of the run; what is killed is started again by it. */
export interface Stack {
  /** What stands before its topics and schemas. */
  readonly namespace: string;
  readonly gateways: readonly string[];
  /** Its processes by name, the pids as of now. */
  processes(): readonly StackProcess[];
  kill(name: string): Promise<void>;
  isReady(name: string): Promise<boolean>;
  stop(): Promise<void>;
}

interface StackProcess {
  readonly name: string;
  readonly service: string;
  readonly url: string;
  readonly operations: string;
  readonly starts: number;
}

export const startStack = async (folder: string, { kafka, mongodb, postgres }: Engines): Promise<Stack> => {
  const engines = `kafka=${kafka.bootstrap};mongodb=${mongodb.uri};postgres=${postgres.url}`;
  const words = ['--built', '--port', '0', '--replicas', '2', '--gateways', '2', '--data-dir', folder, '--engines', engines];
  const child = spawn(process.execPath, [program, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'close');
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  while (!said.includes('Ctrl-C stops it')) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the stack does not start:\n${said}`);
    await Promise.race([once(child.stdout, 'data'), ended]);
  }
  const told = <Told>(file: string): Told => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Told; // the stack has written it
  const processes = () => told<{ readonly processes: readonly StackProcess[] }>('stack.json').processes;
  return {
    namespace: told<{ readonly namespace: string }>('engines.json').namespace,
    gateways: processes().flatMap(({ service, url }) => (service === 'gateway' ? [`${url}/graphql`] : [])),
    processes,
    kill: async (name) => void (await promisify(execFile)(process.execPath, [program, 'kill', name, '--data-dir', folder])),
    isReady: async (name) => {
      const { operations } = processes().find((one) => one.name === name)!;
      return fetch(`${operations}/readyz`, { signal: AbortSignal.timeout(4_000) }).then(
        ({ ok }) => ok,
        () => false,
      );
    },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGINT');
      await ended;
    },
  };
};
