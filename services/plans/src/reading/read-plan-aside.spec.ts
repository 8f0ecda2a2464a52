import { describe, expect, it } from '@jest/globals';
import { readingAside, readPlanAside } from './read-plan-aside.js';
import { golden28, reading28, text28 } from '../plan/fixtures/reading-28.js';
import { identify } from '../plan/identified-reading.js';
import { gazetteer } from './gazetteer.js';

const thread = (name: string, more: Partial<Parameters<typeof readingAside>[1]> = {}) =>
  readingAside(new URL(`./fixtures/threads/${name}.mjs`, import.meta.url), { atMostMs: 5_000, idleMs: 100, memoryMb: 64, ...more });
const nobody = { entries: [] };
const bytes = (word: string) => Buffer.from(word);

describe('reading in a thread of its own', () => {
  it('gives what the thread read, one plan after the other in one thread', async () => {
    const read = thread('echo');
    const [first, second] = await Promise.all([read(bytes('một'), nobody), read(bytes('hai'), nobody)]);
    expect([first, second]).toEqual([
      { text: 'một', gazetteer: nobody, threadId: expect.any(Number) },
      { text: 'hai', gazetteer: nobody, threadId: (first as unknown as { threadId: number }).threadId },
    ]);
  });

  it('begins anew after it had nothing to do', async () => {
    const read = thread('echo', { idleMs: 1 });
    const first = await read(bytes('một'), nobody);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await read(bytes('hai'), nobody)).not.toMatchObject({ threadId: (first as unknown as { threadId: number }).threadId });
  });

  it('refuses what the reader refuses', async () =>
    expect(thread('moody')(bytes('refuse'), nobody)).rejects.toMatchObject({ name: 'Refusal', reasons: [{ code: 'NOT_A_PLAN' }] }));

  it('refuses what takes too long or too much, and reads the next one', async () => {
    const read = thread('moody', { atMostMs: 1_500 });
    const answers = await Promise.allSettled([read(bytes('hang'), nobody), read(bytes('work'), nobody)]);
    expect(answers).toMatchObject([{ reason: { reasons: [{ code: 'PLAN_TOO_COMPLEX' }] } }, { value: { text: 'work' } }]);
    const hungry = thread('moody', { memoryMb: 16, atMostMs: 20_000 });
    await expect(hungry(bytes('eat'), nobody)).rejects.toMatchObject({ reasons: [{ code: 'PLAN_TOO_COMPLEX' }] });
    expect(await hungry(bytes('work'), nobody)).toEqual({ text: 'work' });
  });

  it('lets a bug through as it is, and reads the next one', async () => {
    const read = thread('moody');
    await expect(read(bytes('throw'), nobody)).rejects.toThrow('a bug');
    expect(await read(bytes('work'), nobody)).toEqual({ text: 'work' });
  });
});

it('a plan is read the same aside', async () =>
  expect(identify('plan_28', await readPlanAside(text28, gazetteer.parse({ entries: golden28.directory })))).toEqual(reading28));
