import { afterEach, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from './engines-command.js';
import { begunWith, descendantsOf, type Seen, stillRunning } from './processes.js';

const mark = `LAUREL_SPEC_MARK=faults-${process.pid}`;
let child: ChildProcess;
afterEach(async () => {
  if (child.exitCode === null && child.signalCode === null && child.kill('SIGTERM')) await once(child, 'close');
  for (const { pid } of begunWith(mark)) process.kill(pid, 'SIGKILL');
}, 60_000);

const programs = (some: readonly Seen[], word: string) => some.filter(({ command }) => command.includes(word));

// It has engines of its own, of which its run has three more, and processes that work on both.
it('a fault run that is interrupted in the middle leaves nothing that it has started', async () => {
  child = spawn('env', [mark, process.execPath, 'infra/faults.mjs', 'one of three'], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const closed = once(child, 'close');
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream!.on('data', (text: Buffer) => (said += String(text)));
  while (programs(descendantsOf(child.pid!), 'boxes-process').length < 2) {
    expect({ said, ended: child.exitCode }).toMatchObject({ ended: null });
    await sleep(100);
  }
  const engines = begunWith(mark);
  const begun = [...descendantsOf(child.pid!), ...engines];
  expect(['/mongod ', '/java '].map((word) => programs(engines, word).length)).toEqual([4, 3]);
  const instances = new Set(engines.flatMap(({ command }) => /\/instances\/([^/]+)/.exec(command)?.[1] ?? []));

  child.kill('SIGTERM');
  expect(await closed).toEqual([1, null]);
  expect(said).toMatch(/It was interrupted; its engines are stopped\.\n$/);
  expect([...stillRunning(begun), ...begunWith(mark)]).toEqual([]);
  expect([instances.size, readdirSync(join(root, '.engines', 'instances')).filter((name) => instances.has(name))]).toEqual([2, []]);
}, 180_000);
