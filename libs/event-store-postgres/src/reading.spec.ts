import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { asked } from './reading.js';

/** A question whose answers come when they are told to; each is the number of those asked before it. */
const question = () => {
  const waiting: { readonly answer: () => void; readonly fail: (error: Error) => void }[] = [];
  const ask = asked(() => {
    const number = waiting.length;
    return new Promise<number>((resolve, reject) => waiting.push({ answer: () => resolve(number), fail: reject }));
  });
  return { ask, waiting };
};

describe('a question of many', () => {
  it('is asked once for all that come together, also by ways of different length', async () => {
    const { ask, waiting } = question();
    const late = (async () => {
      for (let steps = 0; steps < 20; steps++) await Promise.resolve();
      return ask();
    })();
    const answers = Promise.all([ask(), ask(), late]);
    await nextTurn();
    await nextTurn();
    expect(waiting).toHaveLength(1);
    waiting[0]!.answer();
    expect(await answers).toEqual([0, 0, 0]);
  });

  it('is asked anew for who came while it was under way: what they are told is not older than they are', async () => {
    const { ask, waiting } = question();
    const first = ask();
    await nextTurn();
    await nextTurn();
    const [second, third] = [ask(), ask()];
    await nextTurn();
    expect(waiting).toHaveLength(1);
    waiting[0]!.answer();
    expect(await first).toBe(0);
    await nextTurn();
    await nextTurn();
    waiting[1]!.answer();
    expect(await Promise.all([second, third])).toEqual([1, 1]);
  });

  it('that failed is told to those who asked it, and to nobody after', async () => {
    const { ask, waiting } = question();
    const first = ask();
    await nextTurn();
    await nextTurn();
    const second = ask();
    waiting[0]!.fail(new Error('away'));
    await expect(first).rejects.toThrow('away');
    await nextTurn();
    await nextTurn();
    waiting[1]!.answer();
    expect(await second).toBe(1);
  });
});
