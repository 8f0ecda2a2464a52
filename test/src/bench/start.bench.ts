import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { processorMs, residentMiB } from './laurel/system.js';
import { type Spread, spread } from './read-models/spread.js';

export interface Started {
  /** From the beginning of the process until a query of a person is answered, milliseconds. */
  readonly firstAnswerMs: Spread;
  /** Processor time until then, milliseconds, where the system tells it (Linux): what it would take on a machine with nothing else to do. */
  readonly processorMs?: Spread;
  /** Resident memory, MiB: after the first query, and after a hundred and ten seconds' rest. */
  readonly firstMiB: Spread;
  readonly laterMiB: Spread;
}

/** What `npm start` runs once everything is built, as a process of its own: with an empty folder, and with the plan loaded already. */
export const start = async (): Promise<Readonly<Record<'empty' | 'loaded', Started>>> => {
  const folder = mkdtempSync(join(tmpdir(), 'laurel-bench-start-'));
  try {
    const empty = await measured(3, (round) => join(folder, `${round}`));
    const loaded = await measured(7, () => join(folder, '0'));
    return { empty, loaded };
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const measured = async (rounds: number, dataDir: (round: number) => string): Promise<Started> => {
  const [firstAnswer, processor, first, later]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (let round = 0; round < rounds; round++) {
    const begun = performance.now();
    const child = begin(dataDir(round));
    try {
      const { url, token } = await welcomed(child);
      await ask(url, token);
      firstAnswer.push(performance.now() - begun);
      const used = processorMs(child.pid!);
      if (used !== undefined) processor.push(used);
      first.push(residentMiB(child.pid!));
      if (round < 2) {
        for (let query = 0; query < 100; query++) await ask(url, token);
        await sleep(10_000);
        later.push(residentMiB(child.pid!));
      }
    } finally {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    }
  }
  return {
    firstAnswerMs: spread(firstAnswer),
    ...(processor.length > 0 && { processorMs: spread(processor) }),
    firstMiB: spread(first),
    laterMiB: spread(later),
  };
};

const program = fileURLToPath(new URL('./laurel/run-standalone.js', import.meta.url));

const begin = (dataDir: string): ChildProcess =>
  spawn(process.execPath, [program, '--port', '0', '--data-dir', dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });

/** Reads the screen that a person sees: where it is, and the first token on it, the officer's. */
const welcomed = (child: ChildProcess): Promise<{ readonly url: string; readonly token: string }> =>
  new Promise((resolve, reject) => {
    let screen = '';
    child.stdout!.on('data', (text: Buffer) => {
      screen += text.toString('utf8');
      const url = /GraphQL\s+(\S+)/.exec(screen)?.[1];
      const token = /eyJ\S+(?=\s)/.exec(screen)?.[0];
      if (url !== undefined && token !== undefined) resolve({ url, token });
    });
    child.once('exit', (code) => reject(new Error(`it ended with ${code}: ${screen}`)));
  });

const ask = async (url: string, token: string): Promise<void> => {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: '{ plans { edges { node { number title status taskCount openIssues { blocking confirm info } } } } }' }),
  });
  const text = await answer.text();
  if (!text.includes('28/KH-UBND')) throw new Error(`not what was asked for: ${text}`);
};
