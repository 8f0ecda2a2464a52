import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { memoryPlatform, metadataOf } from '@laurel/testing';
import type { Command } from './decider.js';
import { release, reserve, reserveAll } from './reservation.js';

const number = { kind: 'plan', name: 'UBND quận Ba Đình|28/KH-UBND|2021-01-22' };
const order = (id: string, tenant = 'ba-dinh'): Command => ({
  type: 'ImportPlan',
  data: {},
  id,
  hash: `hash of ${id}`,
  at: '2021-01-22T09:00:00+07:00',
  scope: { tenant },
  by: { person: 'per_1' },
  correlationId: 'req_1',
});

const start = Date.parse('2026-01-01T00:00:00Z');
beforeEach(() => {
  jest.useFakeTimers({ now: start, doNotFake: ['setTimeout', 'setImmediate', 'nextTick', 'queueMicrotask'] });
});
afterEach(() => {
  jest.useRealTimers();
});
const after = (milliseconds: number) => jest.setSystemTime(start + milliseconds);

const opened = () => {
  const { platform, log } = memoryPlatform();
  return {
    log,
    platform,
    reserve: (holder: string, by: Command) => reserve(platform, number, holder, by),
    release: (holder: string, by: Command) => release(platform, number, holder, by),
    begin: (stream: string) =>
      platform.store.append([
        {
          stream,
          expected: 'none',
          events: [
            {
              type: 'PlanImported',
              version: 1,
              data: {},
              metadata: metadataOf(platform.newEventId()),
            },
          ],
        },
      ]),
    told: () => log.filter(({ stream }) => stream.startsWith('reservation-')).map(({ type, data }) => ({ type, data })),
  };
};

describe('a name that one thing may hold', () => {
  it('is held by the first, and by nobody else of the tenant', async () => {
    const names = opened();
    expect(await names.reserve('plan-a', order('cmd-a'))).toBeUndefined();
    expect(await names.reserve('plan-b', order('cmd-b'))).toEqual({ takenBy: 'plan-a' });
    expect(await names.reserve('plan-c', order('cmd-c', 'tay-ho'))).toBeUndefined();
    expect(names.told()).toEqual([
      { type: 'NameReserved', data: { ...number, holder: 'plan-a' } },
      { type: 'NameReserved', data: { ...number, holder: 'plan-c' } },
    ]);
  });

  it('is held once however often the order is repeated', async () => {
    const names = opened();
    await names.reserve('plan-a', order('cmd-a'));
    expect(await names.reserve('plan-a', order('cmd-a'))).toBeUndefined();
    expect(await names.reserve('plan-a', order('cmd-other'))).toBeUndefined();
    expect(names.told()).toHaveLength(1);
  });

  it('goes to one of two who ask at once', async () => {
    const names = opened();
    const answers = await Promise.all(['plan-a', 'plan-b'].map((holder) => names.reserve(holder, order(holder))));
    const [held, refused] = answers[0] === undefined ? ['plan-a', answers[1]] : ['plan-b', answers[0]];
    expect(refused).toEqual({ takenBy: held });
    expect(names.told()).toEqual([{ type: 'NameReserved', data: { ...number, holder: held } }]);
  });

  it('is let go by its holder only, and then free', async () => {
    const names = opened();
    await names.reserve('plan-a', order('cmd-a'));
    await names.release('plan-b', order('cmd-b'));
    expect(await names.reserve('plan-b', order('cmd-b'))).toEqual({ takenBy: 'plan-a' });
    await names.release('plan-a', order('cmd-discard'));
    await names.release('plan-a', order('cmd-discard'));
    expect(await names.reserve('plan-b', order('cmd-b'))).toBeUndefined();
    expect(names.told().map(({ type }) => type)).toEqual(['NameReserved', 'NameReleased', 'NameReserved']);
  });

  it('is not said to be held still by a repeat of somebody who has lost it', async () => {
    const names = opened();
    await names.reserve('plan-a', order('cmd-a'));
    await names.release('plan-a', order('cmd-discard'));
    await names.reserve('plan-b', order('cmd-b'));
    expect(await names.reserve('plan-a', order('cmd-a'))).toEqual({ takenBy: 'plan-b' });
  });

  it('is held with many others, or told among those that are taken', async () => {
    const { platform, told } = opened();
    const names = Array.from({ length: 100 }, (_, index) => ({ kind: 'code', name: `phuong-${index}` }));
    expect(await reserveAll(platform, names, 'upload-a', order('cmd-a'))).toEqual([]);
    expect(told().map(({ data }) => data)).toEqual(names.map((name) => ({ ...name, holder: 'upload-a' })));
    const fresh = { kind: 'code', name: 'phuong-moi' };
    expect(await reserveAll(platform, [fresh, names[7]!, names[3]!], 'upload-b', order('cmd-b'))).toEqual([names[7], names[3]]);
  });

  it('can be let go and taken again by one order', async () => {
    const names = opened();
    await names.reserve('plan-a', order('cmd-a'));
    expect(await names.reserve('plan-b', order('cmd-b'))).toEqual({ takenBy: 'plan-a' });
    await names.release('plan-a', order('cmd-b'));
    expect(await names.reserve('plan-b', order('cmd-b'))).toBeUndefined();
  });
});

describe('a holder that never came to exist', () => {
  it('keeps the name for a minute', async () => {
    const names = opened();
    await names.reserve('plan-a', order('cmd-a'));
    after(60_000);
    expect(await names.reserve('plan-b', order('cmd-b'))).toEqual({ takenBy: 'plan-a' });
  });

  it('loses it after that, to one of those who ask', async () => {
    const names = opened();
    await names.reserve('plan-a', order('cmd-a'));
    after(60_001);
    const answers = await Promise.all(['plan-b', 'plan-c'].map((holder) => names.reserve(holder, order(holder))));
    expect(answers.filter((answer) => answer === undefined)).toHaveLength(1);
    expect(names.told().map(({ type }) => type)).toEqual(['NameReserved', 'ReservationTakenOver']);
    expect(await names.reserve('plan-a', order('cmd-a'))).toEqual({ takenBy: answers[0] === undefined ? 'plan-b' : 'plan-c' });
  });

  it('keeps it for ever once its stream was begun', async () => {
    const names = opened();
    await names.reserve('plan-a', order('cmd-a'));
    await names.begin('plan-a');
    after(24 * 60 * 60_000);
    expect(await names.reserve('plan-b', order('cmd-b'))).toEqual({ takenBy: 'plan-a' });
  });
});
