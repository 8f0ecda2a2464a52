import { expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { root } from './engines-command.js';
import { begunWith } from './processes.js';

let runs = 0;

/** Runs a head that begins a process, which refuses SIGTERM or is held, and then does this. What is told of it, and what is left. */
const ran = async (head: string, held: boolean, signal = 'new AbortController().signal') => {
  const mark = `LAUREL_SPEC_MARK=in-group-${process.pid}-${++runs}`;
  const begun = `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('begun'); ${held ? "process.kill(process.pid, 'SIGSTOP')" : ''}`;
  const headText = `
    const { spawn } = require('node:child_process');
    const begun = spawn(process.execPath, ['-e', ${JSON.stringify(begun)}], { stdio: ['ignore', 'pipe', 'ignore'] });
    begun.stdout.once('data', () => { ${head} });`;
  const module = `
    import { loudlyInGroup } from '${root}infra/lib/in-group.mjs';
    const told = await loudlyInGroup(process.execPath, ['-e', ${JSON.stringify(headText)}], { signal: ${signal}, patience: 500 }).catch(({ name }) => name);
    console.log(told);`;
  const { stdout } = await promisify(execFile)('env', [mark, process.execPath, '--input-type=module', '-e', module]);
  return { told: stdout.trim(), left: begunWith(mark) };
};

it.each([
  ['has ended by itself', 'process.exit(3)', '3'],
  ['was killed', "process.kill(process.pid, 'SIGKILL')", '1'],
])('a program that %s leaves nothing of its group', async (_, head, told) => {
  expect(await ran(head, false)).toEqual({ told, left: [] });
  expect(await ran(head, true)).toEqual({ told, left: [] });
});

it('a program that is to be ended, and does not, leaves nothing of its group', async () => {
  expect(await ran("process.on('SIGTERM', () => {})", false, 'AbortSignal.timeout(1000)')).toEqual({ told: 'TimeoutError', left: [] });
});
