import { expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { root } from './engines-command.js';

it('closes what is left when one throws, and tells of each', async () => {
  const module = `
    import { closeAll } from '${root}infra/stack/close-all.mjs';
    const closers = [() => { throw new Error('first'); }, () => Promise.reject(new Error('second')), () => console.log('closed')];
    console.log((await closeAll(closers)).map(({ message }) => message).join());`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', module]);
  expect(stdout).toBe('closed\nfirst,second\n');
});
