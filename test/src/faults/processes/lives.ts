import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

// Children run on the built packages; what runs them may be the source or the build.
const child = fileURLToPath(new URL('./child.mjs', import.meta.url)).replace('/dist/', '/src/');

export interface Life {
  readonly finished: boolean;
  /** What it said, line by line. */
  readonly said: readonly unknown[];
}

/** Lets a child live to its end, or for so many milliseconds after it set to work; then SIGKILL. Throws when it fails by itself. */
export const live = async (args: readonly string[], killAfterMs?: number): Promise<Life> => {
  const process_ = spawn(process.execPath, [child, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  process_.stderr.on('data', (text: Buffer) => (err += text.toString()));
  process_.stdout.on('data', (text: Buffer) => {
    const began = out === '';
    out += text.toString();
    if (began && killAfterMs !== undefined) setTimeout(() => process_.kill('SIGKILL'), killAfterMs);
  });
  const [code, signal] = (await once(process_, 'close')) as [number | null, string | null];
  if (signal !== 'SIGKILL' && code !== 0) throw new Error(`${args.join(' ')} failed with ${code}: ${err}`);
  const lines = out.split('\n').slice(0, -1);
  return { finished: signal === null, said: lines.map((line) => JSON.parse(line) as unknown) };
};

export interface Remains {
  readonly events: readonly { readonly stream: string; readonly type: string; readonly data: unknown; readonly at: string }[];
  readonly lines: readonly { readonly id: string; readonly subject: string; readonly sequence: string }[];
  readonly rows: readonly (readonly [id: string, opened: number])[];
  readonly parked: readonly { readonly key: string; readonly sequence: string; readonly error?: string }[];
}

export const lookAt = async (folder: string): Promise<Remains> => (await live(['look', folder])).said[0] as Remains; // as the child says it

export const demand = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(what);
};
