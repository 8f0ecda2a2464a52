import { describe, expect, it } from '@jest/globals';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { businessClock, fixedClock } from './business-clock.js';
import { ClockMovesForwardOnly } from './clock.js';

const newPath = () => join(mkdtempSync(join(tmpdir(), 'laurel-clock-')), 'clock.json');
const day = (instant: string) => instant.slice(0, 10);

describe('the business clock', () => {
  it('begins where it is told and runs with real time', async () => {
    const clock = businessClock({ start: '2021-01-22T01:00:00Z' });
    const first = clock.now();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(day(first)).toBe('2021-01-22');
    expect(clock.now() > first).toBe(true);
  });

  it('stands after a restart where it was moved to, whatever start says', async () => {
    const path = newPath();
    await businessClock({ path, start: '2021-01-22T01:00:00Z' }).moveTo('2021-06-30T01:00:00Z');
    expect(day(businessClock({ path, start: '2021-01-22T01:00:00Z' }).now())).toBe('2021-06-30');
  });

  it('keeps its beginning, also when it was never moved', () => {
    const path = newPath();
    businessClock({ path, start: '2021-01-22T01:00:00Z' });
    expect(day(businessClock({ path }).now())).toBe('2021-01-22');
  });

  it('moves forward only, and a refused move changes nothing', async () => {
    for (const clock of [businessClock({ start: '2021-01-22T01:00:00Z' }), fixedClock('2021-01-22T01:00:00Z')]) {
      await expect(clock.moveTo('2021-01-21T01:00:00Z')).rejects.toBeInstanceOf(ClockMovesForwardOnly);
      expect(day(clock.now())).toBe('2021-01-22');
    }
  });

  it('tells who listens of every move, until they stop', async () => {
    const clock = fixedClock('2021-01-22T01:00:00Z');
    const heard: string[] = [];
    const stop = clock.onMove(() => heard.push(clock.now()));
    await clock.moveTo('2021-01-23T01:00:00Z');
    stop();
    await clock.moveTo('2021-01-24T01:00:00Z');
    expect(heard).toEqual(['2021-01-23T01:00:00.000Z']);
  });

  it('takes an instant with its zone and nothing else', async () => {
    expect(() => businessClock({ start: '2021-01-22' })).toThrow(RangeError);
    await expect(fixedClock('2021-01-22T01:00:00Z').moveTo('2021-02-30T01:00:00Z')).rejects.toThrow(RangeError);
  });

  it('does not guess when its file holds something else', () => {
    const path = newPath();
    writeFileSync(path, '{}');
    expect(() => businessClock({ path })).toThrow(`${path} holds no clock`);
  });
});
