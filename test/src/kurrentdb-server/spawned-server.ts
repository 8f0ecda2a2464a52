import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Switches } from './switches.js';
import type { Told } from './tally.js';

/** The test server in a process of its own, and what a test can do to it. */
export interface SpawnedServer {
  readonly port: number;
  readonly url: string;
  readonly set: (changes: Partial<Switches>) => Promise<void>;
  readonly heal: () => Promise<void>;
  /** Cuts every connection; new ones are taken. */
  readonly cut: () => Promise<void>;
  readonly write: (stream: string, type: string, data: unknown) => Promise<void>;
  /** What it has told since it was asked this last. */
  readonly told: () => Promise<Told>;
  /** How many are open. */
  readonly connections: () => Promise<number>;
  readonly kill: () => Promise<void>;
  readonly pause: () => void;
  readonly goOn: () => void;
}

export interface SpawnOptions {
  readonly port?: number;
  readonly version?: string;
  readonly file?: string;
  readonly unary?: boolean;
  readonly leader?: number;
}

export const spawnServer = async ({ unary = false, ...options }: SpawnOptions = {}): Promise<SpawnedServer> => {
  const program = fileURLToPath(new URL('../../dist/kurrentdb-server/main.js', import.meta.url));
  if (!existsSync(program)) throw new Error(`${program} is missing: build first (npm test does)`);
  const given = Object.entries(options).map(([name, value]) => `--${name}=${value}`);
  const child: ChildProcess = spawn(process.execPath, [program, ...given, ...(unary ? ['--unary'] : [])], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  const said = async (): Promise<unknown> => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`the KurrentDB test server ended with ${child.exitCode}`);
    return JSON.parse(value) as unknown;
  };
  const asked = async (what: unknown): Promise<unknown> => {
    child.stdin!.write(`${JSON.stringify(what)}\n`);
    return said();
  };
  const order = async (what: unknown): Promise<void> => void (await asked(what));
  const { port } = (await said()) as { port: number };
  return {
    port,
    url: `kurrentdb://127.0.0.1:${port}?tls=false`,
    set: (changes) => order({ set: changes }),
    heal: () => order({ heal: true }),
    cut: () => order({ cut: true }),
    write: (stream, type, data) => order({ write: { stream, type, data } }),
    told: async () => (await asked({ told: true })) as Told, // from main.ts
    connections: async () => ((await asked({ connections: true })) as { readonly connections: number }).connections, // from main.ts
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
    pause: () => void child.kill('SIGSTOP'),
    goOn: () => void child.kill('SIGCONT'),
  };
};
