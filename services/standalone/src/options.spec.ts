import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { readOptions } from './options.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const read = (...words: string[]) => readOptions(words, () => undefined);

describe('the command line', () => {
  it('has an answer for everything that nobody said', () =>
    expect(read()).toEqual({ port: 4000, dataDir: resolve('.laurel'), fresh: false, clock: undefined }));

  it('takes what is said', () =>
    expect(read('--port', '4100', '--data-dir', '/data', '--fresh', '--clock', '2021-01-29T08:00:00+07:00')).toEqual({
      port: 4100,
      dataDir: '/data',
      fresh: true,
      clock: '2021-01-29T08:00:00+07:00',
    }));

  it('takes a day as its beginning in Hà Nội', () => expect(read('--clock', '2021-01-29')?.clock).toBe('2021-01-28T17:00:00Z'));

  it.each([
    [['--prot', '1'], /^unknown option '--prot'/],
    [['extra'], /^too many arguments/],
    [['--port', '99999'], /A port is a number from 0 to 65535\./],
    [['--port'], /^option '--port <number>' argument missing/],
    [['--clock', '30/02/2021'], /An instant is written like/],
    [['--clock', '2021-02-30'], /An instant is written like/],
    [['--clock', '2021-01-29T08:00:00'], /An instant is written like/],
  ])('tells in one line what it does not know: %j', (words, line) => {
    expect(() => read(...words)).toThrow(line);
    expect(() => read(...words)).toThrow(/^[^\n]+ See npm start -- --help\.$/);
  });

  it('shows its help, which names every option with its default, as npm start does where nothing is installed', () => {
    let shown = '';
    expect(readOptions(['--help'], (text) => (shown += text))).toBe(undefined);
    const options = [...shown.matchAll(/^ {2}(?:-h, )?(--[a-z-]+)/gm)].map(([, name]) => name);
    expect(options).toEqual(['--port', '--data-dir', '--fresh', '--clock', '--help']);
    expect([...shown.matchAll(/default: (\S+)\)/g)].map(([, value]) => value)).toEqual(['4000', '".laurel"', 'false']);
    const bare = mkdtempSync(join(tmpdir(), 'laurel-bare-'));
    for (const part of ['infra', 'services/standalone/help.txt']) cpSync(join(root, part), join(bare, part), { recursive: true });
    expect(execFileSync(process.execPath, [join(bare, 'infra/start.mjs'), '--help'], { encoding: 'utf8' })).toBe(shown);
    rmSync(bare, { recursive: true });
  });
});
