import { describe, expect, it } from '@jest/globals';
import { begun, clockReading, moved } from './clock-record.js';

describe("a process's reading of the clock's record", () => {
  const [june, july] = [Date.parse('2021-06-01T00:00:00Z'), Date.parse('2021-07-01T00:00:00Z')];

  it('does not stand before the place of the move where the clock of its machine is behind', () => {
    const record = moved(0, june, '2021-07-01T00:00:00Z');
    expect(record).toEqual({ number: 1, offset: expect.any(Number), from: july });
    const behind = clockReading({ ...record, offset: record.offset - 60_000 });
    expect(behind.now()).toBe(july);
  });

  it('never goes back, whatever the machine or another record says', () => {
    const reading = clockReading(begun('2021-07-01T00:00:00Z'));
    const first = reading.now();
    expect(reading.take({ number: 1, offset: june - Date.now(), from: june })).toBe(true);
    expect(reading.now()).toBeGreaterThanOrEqual(first);
  });

  it('takes a record once, and no older one', () => {
    const reading = clockReading({ number: 4, offset: 0, from: june });
    const records = [4, 3, 6, 6, 5].map((number) => reading.take({ number, offset: 0, from: june }));
    expect([records, reading.number]).toEqual([[false, false, true, false, false], 6]);
  });
});
