import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { ClockMovesForwardOnly, type MovableClock } from '@laurel/runtime';

export interface ClockUnderTest {
  readonly clock: MovableClock;
  /** The same clock as another process sees it, opened with this `start`; absent where one process is all. */
  readonly another?: (start?: string) => Promise<MovableClock>;
  /** The same clock after every process was stopped, opened with this `start`; absent where nothing outlives the process. */
  readonly reopen?: (start?: string) => Promise<MovableClock>;
  /** It stands until it is moved. */
  readonly stands?: boolean;
  readonly clean?: () => Promise<void>;
}

/** What every business clock that can be moved does. `open` gets where a new one begins. */
export const describeClock = (name: string, open: (start?: string) => Promise<ClockUnderTest>): void =>
  describe(`${name} as a business clock`, () => {
    let under: ClockUnderTest | undefined;
    afterEach(() => under?.clean?.());
    const opened = async (start = morning): Promise<ClockUnderTest> => (under = await open(start));

    it('begins where it is told', async () => {
      const { clock } = await opened('2021-01-22T08:00:00+07:00');
      expect(day(clock)).toBe('2021-01-22');
      expect(clock.now()).toMatch(/^2021-01-22T01:00:\d\d\.\d{3}Z$/);
    });

    it('runs with real time, from every place where it is put', async () => {
      const { clock, stands } = await opened();
      for (const to of ['2021-01-22T02:00:00Z', '2022-03-01T02:00:00Z']) {
        await clock.moveTo(to);
        const before = Date.parse(clock.now());
        expect(before - Date.parse(to)).toBeLessThan(2000);
        await sleep(50);
        if (stands) expect(Date.parse(clock.now()) - before).toBe(0);
        else expect(Date.parse(clock.now()) - before).toBeGreaterThanOrEqual(45);
      }
    });

    it('moves forward only, and a refused move changes nothing and is told to nobody', async () => {
      const { clock } = await opened();
      await clock.moveTo('2021-06-30T01:00:00Z');
      const heard: string[] = [];
      clock.onMove(() => heard.push(clock.now()));
      const back = clock.moveTo('2021-06-29T01:00:00Z');
      await expect(back).rejects.toBeInstanceOf(ClockMovesForwardOnly);
      await expect(back).rejects.toMatchObject({ asked: '2021-06-29T01:00:00Z', now: expect.stringMatching(/^2021-06-30T/) });
      expect([day(clock), heard]).toEqual(['2021-06-30', []]);
    });

    it('tells who listens of every move, until they stop', async () => {
      const { clock } = await opened();
      const heard: string[] = [];
      const stop = clock.onMove(() => heard.push(day(clock)));
      await clock.moveTo('2021-01-23T01:00:00Z');
      await clock.moveTo('2021-01-24T01:00:00Z');
      stop();
      await clock.moveTo('2021-01-25T01:00:00Z');
      expect(heard).toEqual(['2021-01-23', '2021-01-24']);
    });

    it('takes an instant with its zone and nothing else', async () => {
      const { clock } = await opened();
      for (const none of ['2021-02-30T01:00:00Z', '2021-03-01', 'tomorrow']) await expect(clock.moveTo(none)).rejects.toThrow(RangeError);
      await expect(open('2021-01-22')).rejects.toThrow(RangeError);
      expect(day(clock)).toBe('2021-01-22');
    });

    it('stands after a restart where it was moved to, whatever start says', async () => {
      const { clock, reopen } = await opened();
      await clock.moveTo('2021-06-30T01:00:00Z');
      expect(day((await reopen?.('2021-01-01T01:00:00Z')) ?? clock)).toBe('2021-06-30');
    });

    it('keeps its beginning over a restart, also when it was never moved', async () => {
      const { clock, reopen } = await opened();
      expect(day((await reopen?.()) ?? clock)).toBe('2021-01-22');
    });

    it('stands in every process where it was moved to when the move is answered, and has told all who listen', async () => {
      const { clock, another } = await opened();
      if (!another) return;
      const [two, three] = await Promise.all([another('2030-01-01T01:00:00Z'), another()]);
      const all = [clock, two, three];
      expect(all.map(day)).toEqual(['2021-01-22', '2021-01-22', '2021-01-22']);
      const heard: string[] = [];
      all.forEach((each, index) => each.onMove(() => heard.push(`${index}: ${day(each)}`)));
      for (const [mover, to] of [
        [clock, '2021-02-10T17:00:00.000Z'],
        [two, '2021-06-30T01:00:00.000Z'],
        [three, '2021-12-31T16:59:59.999Z'],
      ] as const) {
        await mover.moveTo(to);
        for (const each of all) expect(Date.parse(each.now())).toBeGreaterThanOrEqual(Date.parse(to));
        expect(heard.splice(0).sort()).toEqual([0, 1, 2].map((index) => `${index}: ${day(mover)}`));
      }
      await expect(clock.moveTo('2021-12-31T00:00:00Z')).rejects.toBeInstanceOf(ClockMovesForwardOnly);
    });

    it('is moved by many processes at once as if they had come one after the other', async () => {
      const { clock, another } = await opened();
      if (!another) return;
      const all = [clock, await another(), await another()];
      const tos = Array.from({ length: 12 }, (_, index) => `2021-02-${String(((index * 5) % 12) + 10)}T01:00:00Z`);
      const outcomes = await Promise.allSettled(tos.map((to, index) => all[index % 3]!.moveTo(to)));
      const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
      for (const reason of refused) expect(reason).toBeInstanceOf(ClockMovesForwardOnly);
      expect(outcomes[tos.indexOf('2021-02-21T01:00:00Z')]).toEqual({ status: 'fulfilled', value: undefined });
      expect(all.map(day)).toEqual(['2021-02-21', '2021-02-21', '2021-02-21']);
    });
  });

const morning = '2021-01-22T01:00:00Z';
const day = (clock: MovableClock): string => clock.now().slice(0, 10);
