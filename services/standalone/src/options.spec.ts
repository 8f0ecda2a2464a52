import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readOptions } from './options.js';

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

  it('shows its help', () => {
    let shown = '';
    expect(readOptions(['--help'], (text) => (shown += text))).toBe(undefined);
    expect(shown).toContain('--data-dir <folder>');
  });
});
