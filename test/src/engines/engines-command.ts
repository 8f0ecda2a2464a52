import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../../', import.meta.url));

export type Answer = { readonly code: number | null; readonly out: string; readonly error: string };

/** Runs `npm run engines -- …` as a person does. With `path`, only the programs of that folder are there. */
export const enginesCommand = (words: readonly string[], path?: string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const environment = path === undefined ? {} : { env: { PATH: path } };
    const child = spawn(process.execPath, ['infra/engines.mjs', ...words], {
      cwd: root,
      ...environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let error = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (error += text));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, out, error }));
  });
