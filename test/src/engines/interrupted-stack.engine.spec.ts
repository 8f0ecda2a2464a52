import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStackProcess } from '../flows/stack-process.js';
import { enginesCommand, root } from './engines-command.js';
import { begunWith } from './processes.js';

let folder: string;
let instance: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'laurel-stack-'));
  instance = `stack-${createHash('sha256').update(folder).digest('hex').slice(0, 8)}`;
});
afterEach(async () => {
  await enginesCommand(['down', '--fresh', '--name', instance]);
  await rm(folder, { recursive: true, force: true });
}, 60_000);

it('a stack that Ctrl-C ends while its engines come up leaves none of them, and its folder can be started again', async () => {
  const mark = `LAUREL_SPEC_MARK=${instance}`;
  const words = ['infra/stack.mjs', '--built', '--port', '0', '--data-dir', folder];
  const child = spawn('env', [mark, 'LAUREL_KURRENTDB_URL=', process.execPath, ...words], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const closed = once(child, 'close');
  let said = '';
  let begun: readonly string[] = [];
  const keep = (text: Buffer) => {
    said += String(text);
    if (begun.length > 0 || !said.includes('Starting kafka:1')) return;
    begun = begunWith(mark);
    child.kill('SIGINT');
  };
  for (const stream of [child.stdout, child.stderr]) stream.on('data', keep);

  const ended = await closed;
  expect({ ended, left: begunWith(mark), locked: existsSync(join(folder, 'lock')) }).toEqual({ ended: [0, null], left: [], locked: false });
  expect(said).toMatch(/Stopping …\n/);
  expect(['mongod', 'postgres'].filter((server) => !begun.some((command) => command.includes(`/${server} `)))).toEqual([]);

  const stack = await startStackProcess(folder, { words: ['--replicas', '1'] });
  expect(await stack.stop()).toBe(0);
}, 180_000);
