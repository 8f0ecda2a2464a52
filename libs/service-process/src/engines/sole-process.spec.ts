import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { Leases } from '@laurel/runtime';
import { memoryLeases } from '@laurel/testing';
import { soleProcess } from './sole-process.js';

const life = () => {
  const steps: (() => Promise<unknown> | void)[] = [];
  const failed: string[] = [];
  const shutdown = {
    add: (_: string, close: () => Promise<unknown> | void) => void steps.push(close),
    fail: (why: string) => void failed.push(why),
  };
  const end = async () => {
    for (const step of steps) await step();
  };
  return { shutdown, failed, end };
};

describe('the only process of a service', () => {
  it('holds others off while it lives, and lets the next one in at once when it ends', async () => {
    const leases = memoryLeases();
    const [one, other] = [life(), life()];
    const start = ({ shutdown }: typeof one) =>
      soleProcess(leases, 'plans', { shutdown, signal: new AbortController().signal, because: 'sqlite' });
    await start(one);
    const begun = Date.now();
    const waiting = start(other);
    await new Promise((resolve) => setTimeout(resolve, 700));
    await one.end();
    await waiting;
    expect(Date.now() - begun).toBeGreaterThan(700);
    expect([one.failed, other.failed]).toEqual([[], []]);
    await other.end();
  });

  it('stops when it has lost its lease, for another one writes now', async () => {
    const leases = memoryLeases();
    const { shutdown, failed, end } = life();
    let holder = '';
    const stolen = { ...leases, take: (name: string, who: string, ttlMs: number) => leases.take(name, (holder = who), ttlMs) };
    await soleProcess(stolen, 'plans', { shutdown, signal: new AbortController().signal, because: 'sqlite', ttlMs: 300 });
    await leases.release('plans/sole-process', holder);
    await leases.take('plans/sole-process', 'another', 60_000);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(failed).toEqual(['another process of plans may run by now: the lease of the only one is lost']);
    await end();
  });

  it.each([
    ['fails', () => Promise.reject(new Error('MongoDB does not answer')), 'cannot be prolonged: MongoDB does not answer'],
    ['hangs', () => new Promise<never>(() => undefined), 'is lost'],
  ])('stops before another one can write, when what keeps the leases %s for it alone', async (_, cutOff, why) => {
    const leases = memoryLeases();
    const { shutdown, failed, end } = life();
    let isCutOff = false;
    const reached: Leases = { ...leases, take: (...lease) => (isCutOff ? cutOff() : leases.take(...lease)) };
    await soleProcess(reached, 'plans', { shutdown, signal: new AbortController().signal, because: 'sqlite', ttlMs: 500 });
    isCutOff = true;
    while (!(await leases.take('plans/sole-process', 'another', 60_000))) await sleep(5);
    expect(failed).toEqual([`another process of plans may run by now: the lease of the only one ${why}`]);
    await end();
  });

  it('is refused while another one lives', async () => {
    const leases = memoryLeases();
    await leases.take('plans/sole-process', 'another', 60_000);
    const { shutdown } = life();
    await expect(
      soleProcess(leases, 'plans', { shutdown, signal: new AbortController().signal, because: 'sqlite', ttlMs: 300 }),
    ).rejects.toThrow('another process of plans runs, and with sqlite there is only one: stop it, or give them engines that they share');
  });
});
