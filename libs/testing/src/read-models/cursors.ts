import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { Fenced, put } from '@laurel/read-models';
import { cases, someCase } from './cases.js';
import type { Subject } from './subject.js';

export const cursors = ({ readModels, another, ask }: Subject): void =>
  describe('cursors', () => {
    it('advance from where they stand, by who owns them', async () => {
      const first = await readModels().acquire('c');
      expect(first).toMatchObject({ name: 'c', position: undefined });
      await readModels().transaction((tx) => tx.advance(first, '5'));
      expect(await readModels().position('c')).toBe('5');
      await expect(readModels().transaction((tx) => tx.advance(first, '6'))).rejects.toThrow(Fenced);
      await readModels().transaction((tx) => tx.advance({ ...first, position: '5' }, '6'));
      expect(await readModels().position('c')).toBe('6');
    });

    it('fence out an owner once another one has taken over, with all that its transaction did', async () => {
      const first = await readModels().acquire('c');
      const second = await (await another()).acquire('c');
      expect(second.epoch).toBeGreaterThan(first.epoch);
      const late = readModels().transaction(async (tx) => {
        await tx.apply(cases, 'ba-dinh', [put(someCase('a'))]);
        await tx.advance(first, '1');
      });
      await expect(late).rejects.toThrow(Fenced);
      expect(await ask().get('a')).toBeUndefined();
      await readModels().transaction((tx) => tx.advance(second, '1'));
      expect(await readModels().position('c')).toBe('1');
    });

    it('wake those who wait for them, here and in other processes', async () => {
      const owner = await readModels().acquire('c');
      const elsewhere = await another();
      const waiting = Promise.all([readModels().waitFor('c', '2', 3000), elsewhere.waitFor('c', '2', 3000)]);
      const further = readModels().waitFor('c', '3', 100);
      await sleep(30); // the first looks find nothing
      await readModels().transaction((tx) => tx.advance(owner, '2'));
      expect([await waiting, await further, await readModels().waitFor('c', '1', 0)]).toEqual([[true, true], false, true]);
    });
  });
