import { describe, expect, it } from '@jest/globals';
import { type SerializedWrite, StoreUnavailable } from '@laurel/event-sourcing';
import type { Outcome } from './append-group.js';
import type { Writes } from './append-statement.js';
import { groupCommit } from './group-commit.js';

const write = (stream: string, ids: readonly string[], bytes = 10): SerializedWrite => ({
  stream,
  expected: 'any',
  bytes,
  events: ids.map((id) => ({ id, type: 'Noted', version: 1, data: '{}', metadata: '{}' })),
});
const done: Outcome = [{ revision: 0, position: '1' }];

/** Groups as they were sent: the ids of each append. */
const recording = () => {
  const groups: string[][] = [];
  const group = groupCommit(async (appends: readonly Writes[]) => {
    groups.push(appends.map((writes) => writes.flatMap(({ events }) => events.map(({ id }) => id)).join()));
    await new Promise((resolve) => setTimeout(resolve, 1));
    return appends.map(() => done);
  });
  return { groups, ...group };
};

describe('group commit', () => {
  it('sends together what waits together, and gathers the next group while one is under way', async () => {
    const { groups, append } = recording();
    const first = Promise.all(['1', '2'].map((id) => append([write(`a-${id}`, [id])])));
    await new Promise((resolve) => setImmediate(resolve));
    const next = Promise.all(['3', '4', '5'].map((id) => append([write(`a-${id}`, [id])])));
    await Promise.all([first, next]);
    expect(groups).toEqual([
      ['1', '2'],
      ['3', '4', '5'],
    ]);
  });

  it('names no stream and no id twice in a group, and lets nobody overtake on either', async () => {
    const { groups, append } = recording();
    await Promise.all([
      append([write('a-1', ['1'])]),
      append([write('a-1', ['2']), write('b-1', ['3'])]), // waits for a-1 …
      append([write('b-1', ['4'])]), // … and b-1 waits for it
      append([write('c-1', ['5'])]),
      append([write('d-1', ['1'])]), // the same id elsewhere
      append([write('d-1', ['6'])]),
    ]);
    expect(groups).toEqual([
      ['1', '5'],
      ['2,3', '1'],
      ['4', '6'],
    ]);
  });

  it('holds at most 256 appends and 256 KiB, but takes what is larger alone', async () => {
    const { groups, append } = recording();
    await Promise.all(Array.from({ length: 600 }, (_, index) => append([write(`a-${index}`, [`${index}`])])));
    expect(groups.map(({ length }) => length)).toEqual([256, 256, 88]);
    groups.length = 0;
    const sizes = [300, 1, 200, 100, 100].map((kib, index) => append([write(`b-${index}`, [`${index}`], kib * 1024)]));
    await Promise.all(sizes);
    expect(groups).toEqual([['0'], ['1', '2'], ['3', '4']]);
  });

  it('does after close what it had taken, and takes nothing more', async () => {
    const { groups, append, close } = recording();
    const taken = [append([write('a-1', ['1'])]), append([write('a-1', ['2'])])];
    await close();
    expect(groups).toEqual([['1'], ['2']]);
    expect(await Promise.all(taken)).toEqual([done, done]);
    await expect(append([write('a-1', ['3'])])).rejects.toThrow(StoreUnavailable);
    await close();
  });

  it('tells everybody who closes while a group is under way', async () => {
    const { append, close } = recording();
    const taken = append([write('a-1', ['1'])]);
    await Promise.all([close(), close()]);
    expect(await taken).toEqual(done);
  });
});
