import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Leases } from '@laurel/runtime';

export interface LeasesUnderTest {
  readonly leases: Leases;
  /** The same leases as another process sees them; absent where one process is all. */
  readonly another?: () => Promise<Leases>;
  readonly clean?: () => Promise<void>;
}

/** What every engine for leases does. Lives in real time. */
export const describeLeases = (name: string, open: () => Promise<LeasesUnderTest>): void =>
  describe(`${name} as a keeper of leases`, () => {
    let under: LeasesUnderTest;
    let ours: Leases;
    let theirs: Leases;
    beforeEach(async () => {
      under = await open();
      ours = under.leases;
      theirs = (await under.another?.()) ?? ours;
    });
    afterEach(() => under.clean?.());

    it('has one holder at a time, whoever asks', async () => {
      expect(await ours.take('relay', 'a', long)).toBe(true);
      expect(await theirs.take('relay', 'b', long)).toBe(false);
      expect(await ours.take('relay', 'c', long)).toBe(false);
      expect(await theirs.take('ticker', 'b', long)).toBe(true);
    });

    it('gives a lease that many ask for at once to one of them', async () => {
      for (const round of Array.from({ length: 10 }, (_, index) => `round ${index}`)) {
        const taken = await Promise.all(contenders.map((holder, index) => [ours, theirs][index % 2]!.take(round, holder, long)));
        expect(taken.filter(Boolean)).toEqual([true]);
      }
    });

    it('passes an expired lease on to one of many', async () => {
      await ours.take('relay', 'gone', 1);
      await sleep(20);
      const taken = await Promise.all(contenders.map((holder, index) => [ours, theirs][index % 2]!.take('relay', holder, long)));
      expect(taken.filter(Boolean)).toEqual([true]);
      expect(await ours.take('relay', 'gone', long)).toBe(false);
    });

    it("prolongs the holder's own, from now", async () => {
      expect(await ours.take('relay', 'a', short)).toBe(true);
      for (let step = 0; step < 4; step++) {
        await sleep(short / 2);
        expect(await theirs.take('relay', 'b', short)).toBe(false);
        expect(await ours.take('relay', 'a', short)).toBe(true);
      }
      await sleep(short + 50);
      expect(await theirs.take('relay', 'b', short)).toBe(true);
    });

    it('lets the holder ask for less', async () => {
      await ours.take('relay', 'a', long);
      expect(await ours.take('relay', 'a', 1)).toBe(true);
      await sleep(20);
      expect(await theirs.take('relay', 'b', long)).toBe(true);
    });

    it('is free at once when its holder lets it go', async () => {
      await ours.take('relay', 'a', long);
      await ours.release('relay', 'a');
      expect(await theirs.take('relay', 'b', long)).toBe(true);
    });

    it("leaves what is somebody else's when another one lets it go, and what nobody holds", async () => {
      await ours.take('relay', 'a', long);
      await theirs.release('relay', 'b');
      await theirs.release('ticker', 'b');
      expect(await theirs.take('relay', 'b', long)).toBe(false);
    });

    it('tells everybody what its holder says, and nothing once nobody holds it', async () => {
      expect(await theirs.told('relay')).toBeUndefined();
      await ours.take('relay', 'a', long, 'of the first release');
      expect(await theirs.take('relay', 'b', long, 'of the second')).toBe(false);
      expect([await ours.told('relay'), await theirs.told('relay')]).toEqual(['of the first release', 'of the first release']);
      await ours.take('relay', 'a', long, '$says');
      expect(await theirs.told('relay')).toBe('$says');
      await ours.take('relay', 'a', long);
      expect(await theirs.told('relay')).toBeUndefined();
      await ours.take('relay', 'a', 1, 'until soon');
      await sleep(20);
      expect(await theirs.told('relay')).toBeUndefined();
      await theirs.take('relay', 'b', long, 'of the second');
      expect(await ours.told('relay')).toBe('of the second');
      await theirs.release('relay', 'b');
      expect(await ours.told('relay')).toBeUndefined();
    });

    it('goes by one clock, whatever that of a process says', async () => {
      await ours.take('relay', 'a', long);
      await withMachineClock(24 * 60 * 60 * 1000, async () => expect(await theirs.take('relay', 'b', long)).toBe(false));
      await withMachineClock(-24 * 60 * 60 * 1000, async () => expect(await theirs.take('ticker', 'b', short)).toBe(true));
      expect(await ours.take('ticker', 'a', long)).toBe(false);
      await sleep(short + 50);
      expect(await ours.take('ticker', 'a', long)).toBe(true);
    });

    it.each(['$until', '', 'a.b', '$$NOW', 'Người Mẫu'])('takes %p for a name and for a holder', async (text) => {
      expect(await ours.take(text, text, long)).toBe(true);
      expect(await theirs.take(text, 'b', long)).toBe(false);
      await ours.release(text, text);
      expect(await theirs.take(text, 'b', long)).toBe(true);
    });
  });

const long = 60_000;
const short = 300;
const contenders = Array.from({ length: 20 }, (_, index) => `contender ${index}`);

const withMachineClock = async (ahead: number, work: () => Promise<void>): Promise<void> => {
  const Real = Date;
  globalThis.Date = class extends Real {
    constructor(...given: readonly [] | readonly [number]) {
      super(given[0] ?? Real.now() + ahead);
    }
    static override now(): number {
      return Real.now() + ahead;
    }
  } as DateConstructor; // only what code that is asked for the time makes of it
  try {
    await work();
  } finally {
    globalThis.Date = Real;
  }
};
