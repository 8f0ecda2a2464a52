import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './engines-command.js';

const dead = JSON.stringify({ pid: 4_194_304, since: '1' }); // more than Linux gives

/** Runs a module that has `locked`, in a process of its own. Gives what it says. */
const process_ = async (script: string): Promise<string> => {
  const module = `import { locked } from '${root}infra/engines/instance.mjs';\nimport * as fs from 'node:fs';\n${script}`;
  return (await promisify(execFile)(process.execPath, ['--input-type=module', '-e', module])).stdout.trim();
};

describe('the lock of an instance', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'laurel-lock-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is taken over by one only, where several find that its holder is dead', async () => {
    const rounds = Array.from({ length: 6 }, (_, round) => join(folder, String(round)));
    for (const path of rounds) {
      mkdirSync(path);
      writeFileSync(join(path, 'lock'), dead);
    }
    // All of them look at the same moment.
    const script = `
      const from = ${Date.now() + 1_500};
      for (const [round, path] of ${JSON.stringify(rounds)}.entries()) {
        while (Date.now() < from + round * 900);
        await locked({ name: 'one', path }, async () => {
          fs.closeSync(fs.openSync(path + '/inside', 'wx'));
          await new Promise((resolve) => setTimeout(resolve, 20));
          fs.rmSync(path + '/inside');
        }).catch((error) => console.log(error.message));
      }`;
    expect(await Promise.all([1, 2, 3, 4, 5].map(() => process_(script)))).toEqual(['', '', '', '', '']);
  }, 60_000);

  it('is taken over where another one was killed while it took it over', async () => {
    const killed = JSON.stringify({ pid: 4_194_303, since: '1' });
    const lock = join(folder, 'lock');
    writeFileSync(lock, dead);
    writeFileSync(`${lock}.after.${createHash('sha256').update(dead).digest('hex').slice(0, 16)}`, killed);
    expect(await process_(`await locked({ name: 'one', path: '${folder}' }, async () => console.log('in'));`)).toBe('in');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is nobody’s where a power failure left nothing in it', async () => {
    writeFileSync(join(folder, 'lock'), '');
    expect(await process_(`await locked({ name: 'one', path: '${folder}' }, async () => console.log('in'));`)).toBe('in');
  });

  it('is waited for by a second call of the process that holds it', async () => {
    const script = `
      const lockedFor = (name, ms) => locked({ name: 'one', path: '${folder}' }, async () => {
        console.log(name + ' in');
        await new Promise((resolve) => setTimeout(resolve, ms));
        console.log(name + ' out');
      });
      await Promise.all([lockedFor('one', 300), lockedFor('other', 0)]);
      console.log(fs.readdirSync('${folder}').join());`;
    expect(await process_(script)).toBe('one in\none out\nother in\nother out');
  });

  it('is no longer waited for by who is told to stop', async () => {
    const script = `
      const stopping = new AbortController();
      const instance = { name: 'one', path: '${folder}' };
      await locked(instance, async () => {
        setTimeout(() => stopping.abort(new Error('stopped')), 150);
        await locked(instance, async () => console.log('in'), stopping.signal).catch(({ message }) => console.log(message));
      });
      console.log(fs.readdirSync('${folder}').join());`;
    expect(await process_(script)).toBe('stopped');
  });

  it('of another is left alone by who lets go', async () => {
    const lock = join(folder, 'lock');
    await process_(`await locked({ name: 'one', path: '${folder}' }, async () => fs.writeFileSync('${lock}', '${dead}'));`);
    expect(readFileSync(lock, 'utf8')).toBe(dead);
  });
});
