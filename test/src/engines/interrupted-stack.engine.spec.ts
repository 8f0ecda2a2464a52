import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { startStackProcess } from '../flows/stack-process.js';
import { enginesCommand, root } from './engines-command.js';
import { begunWith, type Seen } from './processes.js';

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

/** Starts a stack and does this as soon as it says that its engines are starting. How it ended, what it had begun by then, and what is left. */
const interrupted = async (interrupt: (child: ChildProcessByStdio<null, Readable, Readable>) => void) => {
  const mark = `LAUREL_SPEC_MARK=${instance}`;
  const words = ['infra/stack.mjs', '--built', '--port', '0', '--data-dir', folder];
  const child = spawn('env', [mark, 'LAUREL_KURRENTDB_URL=', process.execPath, ...words], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const closed = once(child, 'exit');
  let said = '';
  let begun: readonly Seen[] = [];
  const keep = (text: Buffer) => {
    said += String(text);
    if (begun.length > 0 || !said.includes('Starting kafka:1')) return;
    begun = begunWith(mark);
    interrupt(child);
  };
  for (const stream of [child.stdout, child.stderr]) stream.on('data', keep);
  const ended = await closed;
  expect(begun.some(({ command }) => command.includes('/mongod '))).toBe(true);
  return { ended, left: begunWith(mark), locked: existsSync(join(folder, 'lock')) };
};
const whole = { ended: [0, null], left: [], locked: false };

it('a stack that Ctrl-C ends while its engines come up leaves none of them, and its folder can be started again', async () => {
  expect(await interrupted((child) => child.kill('SIGINT'))).toEqual(whole);

  const stack = await startStackProcess(folder, { words: ['--replicas', '1'] });
  expect(await stack.stop()).toBe(0);
}, 180_000);

it('a stack whose reader is gone, as that of a run that was interrupted, leaves none of them either', async () => {
  const readerGone = (child: ChildProcessByStdio<null, Readable, Readable>) => {
    for (const stream of [child.stdout, child.stderr]) stream.destroy();
    for (let count = 0; count < 2; count++) child.kill('SIGTERM');
  };
  expect(await interrupted(readerGone)).toEqual(whole);
}, 60_000);
