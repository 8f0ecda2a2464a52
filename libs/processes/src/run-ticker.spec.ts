import { afterEach, describe, expect, it } from '@jest/globals';
import { type Aggregate, type Command, defineEvents, type EventsOf, handleCommand, idOf, type Recorded } from '@laurel/event-sourcing';
import { changesOf, loadedFiles, projection, type ReadModels } from '@laurel/read-models';
import { derivedUuid, fixedClock } from '@laurel/runtime';
import { memoryPlatform, memoryReadModels } from '@laurel/testing';
import { z } from 'zod';
import { arm, disarm, runTicker, type RunningTicker, timerCollection } from './index.js';

const taskEvents = defineEvents('task', {
  TaskPlanned: z.object({ due: z.string() }),
  Reminded: z.object({ next: z.string().optional() }),
  TaskDone: z.object({}),
});
type TaskEvent = EventsOf<typeof taskEvents>;
type Order =
  Command<'Plan', { due: string }> | Command<'Remind', { every: number; last: string }> | Command<'Finish', Record<never, never>>;
const world = { broken: false, keeps: false };
const week = 7 * 86_400_000;
const task: Aggregate<Order, { readonly done: boolean }, TaskEvent> = {
  events: taskEvents,
  decider: {
    initial: { done: false },
    decide: (order, { done }) => {
      if (order.type === 'Plan') return [{ type: 'TaskPlanned', data: order.data }];
      if (order.type === 'Finish') return [{ type: 'TaskDone', data: {} }];
      if (world.broken) throw new TypeError('no reminder can be made');
      const next = new Date(Date.parse(order.at) + week).toISOString();
      return done ? [] : [{ type: 'Reminded', data: next <= order.data.last ? { next } : {} }];
    },
    evolve: (_, { type }) => ({ done: type === 'TaskDone' }),
  },
  owner: () => ({}),
  creates: ['Plan'],
  needs: {},
};

const timers = timerCollection('task-timers');
const remind = (event: Recorded, due: string) =>
  arm(event, {
    id: `${idOf(event.stream)}/remind`,
    due,
    category: 'task',
    target: idOf(event.stream),
    type: 'Remind',
    data: { every: 7, last: '2021-02-20T00:00:00.000Z' },
  });
const timerProjection = projection(timers).from(taskEvents, {
  TaskPlanned: (event) => remind(event, event.data.due),
  Reminded: (event) => (world.keeps ? [] : event.data.next ? remind(event, event.data.next) : disarm(`${idOf(event.stream)}/remind`)),
  TaskDone: ({ stream }) => disarm(`${idOf(stream)}/remind`),
});

const running: RunningTicker[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()));
  Object.assign(world, { broken: false, keeps: false });
});

const office = (readModels: ReadModels = memoryReadModels([timers])) => {
  const { platform, log, beforeNextAppend } = memoryPlatform();
  const clock = fixedClock('2021-01-22T01:00:00.000Z');
  let applied = 0;
  let line = Promise.resolve();
  const project = async (): Promise<void> => {
    for (; applied < log.length; applied++) {
      const event = log[applied]!;
      await readModels.transaction((tx) =>
        tx.apply(timers, event.metadata.tenant, changesOf(timerProjection, event, loadedFiles(new Map()))),
      );
    }
  };
  const caughtUp = () => (line = line.then(project));
  const start = async (more: { readonly clock?: typeof clock } = {}) => {
    const ticker = await runTicker({
      clock: more.clock ?? clock,
      platform,
      readModels,
      rows: timers,
      targets: { task: { aggregate: task } },
      armedBy: { categories: ['task'] },
      caughtUp,
      derivedUuid,
    });
    running.push(ticker);
    return ticker;
  };
  const give = (id: string, type: 'Plan' | 'Finish', data: { due: string } | Record<never, never> = {}, tenant = 'ba-dinh') =>
    handleCommand(platform, task, id, {
      ...({ type, data } as Pick<Order, 'type' | 'data'>),
      id: `${type}-${id}-${JSON.stringify(data)}`,
      hash: '',
      at: clock.now(),
      scope: { tenant },
      by: { person: 'per_1' },
      correlationId: 'req_1',
    } as Order);
  const reminded = () =>
    log.filter(({ type }) => type === 'Reminded').map(({ stream, metadata: { at } }) => [idOf(stream), at.slice(0, 10)]);
  return { platform, log, beforeNextAppend, clock, readModels, start, give, reminded };
};

describe('the ticker', () => {
  it('sends what is due, in the time at which it fell due, once', async () => {
    const { start, give, clock, reminded, log } = office();
    const ticker = await start();
    await give('a', 'Plan', { due: '2021-02-17T17:00:00.000Z' });
    await ticker.settled();
    expect(reminded()).toEqual([]);
    await clock.moveTo('2021-03-01T01:00:00.000Z');
    await ticker.settled();
    expect(reminded()).toEqual([['a', '2021-02-17']]);
    expect(log.at(-1)!.metadata.actor).toEqual({ process: 'timer' });
    expect(log.at(-1)!.metadata.causationId).toBe(derivedUuid('ba-dinh', 'a/remind', 'task-a', '0', '2021-02-17T17:00:00.000Z'));
  });

  it('lets a moved year happen in its order, with what the timers arm themselves', async () => {
    const { start, give, clock, reminded } = office();
    const ticker = await start();
    await give('a', 'Plan', { due: '2021-02-01T01:00:00.000Z' });
    await give('b', 'Plan', { due: '2021-02-04T01:00:00.000Z' });
    await give('c', 'Plan', { due: '2021-02-11T01:00:00.000Z' });
    await clock.moveTo('2022-01-31T01:00:00.000Z');
    await ticker.settled();
    const days = reminded().map(([, day]) => day);
    expect(days).toEqual([...days].sort());
    const [byName, byDay] = [
      ([a]: string[], [b]: string[]) => a!.localeCompare(b!),
      ([, a]: string[], [, b]: string[]) => a!.localeCompare(b!),
    ];
    expect(reminded().sort(byName).sort(byDay)).toEqual([
      ['a', '2021-02-01'],
      ['b', '2021-02-04'],
      ['a', '2021-02-08'],
      ['b', '2021-02-11'],
      ['c', '2021-02-11'],
      ['a', '2021-02-15'],
      ['b', '2021-02-18'],
      ['c', '2021-02-18'],
    ]);
  });

  it('leaves alone what was disarmed', async () => {
    const { start, give, clock, reminded } = office();
    const ticker = await start();
    await give('a', 'Plan', { due: '2021-02-01T01:00:00.000Z' });
    await give('a', 'Finish');
    await clock.moveTo('2022-01-31T01:00:00.000Z');
    await ticker.settled();
    expect(reminded()).toEqual([]);
  });

  it('wakes by itself when the due time passes, and for a timer that is past when it is armed', async () => {
    const { start, give, reminded } = office();
    const real = { now: () => new Date().toISOString(), onMove: () => () => undefined };
    await start({ clock: { ...fixedClock(real.now()), ...real } });
    await give('soon', 'Plan', { due: new Date(Date.now() + 60).toISOString() });
    await give('past', 'Plan', { due: '2021-02-19T01:00:00.000Z' });
    while (reminded().length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(reminded().map(([id]) => id)).toEqual(['past', 'soon']);
  });

  it('does not send again what was answered, though its row was built anew', async () => {
    const { start, give, clock, reminded, readModels, log } = office();
    const ticker = await start();
    await give('a', 'Plan', { due: '2021-02-19T01:00:00.000Z' });
    await give('a', 'Finish');
    await ticker.settled(); // nothing is armed any more
    await readModels.transaction(async (tx) => {
      const planned = log[0]!;
      await tx.settle('timers', derivedUuid('ba-dinh', 'a/remind', 'task-a', '0', '2021-02-19T01:00:00.000Z'), { outcome: 'NOTHING' });
      await tx.apply(timers, 'ba-dinh', [remind(planned, '2021-02-19T01:00:00.000Z')]);
    });
    world.broken = true; // it would be told
    await clock.moveTo('2021-03-01T01:00:00.000Z');
    await ticker.settled();
    expect(reminded()).toEqual([]);
  });

  it('does not take a new arming for settled that came while the old one was sent', async () => {
    const { start, give, clock, reminded, readModels, log, beforeNextAppend } = office();
    const ticker = await start();
    await give('a', 'Plan', { due: '2021-02-19T01:00:00.000Z' });
    await ticker.settled();
    const later = remind({ ...log[0]!, revision: 7 }, '2021-03-19T01:00:00.000Z');
    beforeNextAppend(() => readModels.transaction((tx) => tx.apply(timers, 'ba-dinh', [later])));
    world.keeps = true;
    await clock.moveTo('2021-03-01T01:00:00.000Z');
    await ticker.settled();
    await clock.moveTo('2021-04-01T01:00:00.000Z');
    await ticker.settled();
    expect(reminded()).toEqual([
      ['a', '2021-02-19'],
      ['a', '2021-03-19'],
    ]);
  });

  it('wakes when the clock is moved', async () => {
    const { start, give, clock, reminded } = office();
    const ticker = await start();
    await give('a', 'Plan', { due: '2021-02-19T01:00:00.000Z' });
    await ticker.settled();
    await new Promise((resolve) => setTimeout(resolve, 20)); // asleep
    await clock.moveTo('2021-03-01T01:00:00.000Z');
    while (reminded().length === 0) await new Promise(setImmediate);
    expect(reminded()).toEqual([['a', '2021-02-19']]);
  });

  it('does a timer of each tenant', async () => {
    const { start, give, clock, log } = office();
    await give('a', 'Plan', { due: '2021-02-19T01:00:00.000Z' }, 'ba-dinh');
    await give('b', 'Plan', { due: '2021-02-18T01:00:00.000Z' }, 'tay-ho');
    const ticker = await start();
    await clock.moveTo('2021-03-01T01:00:00.000Z');
    await ticker.settled();
    expect(log.filter(({ type }) => type === 'Reminded').map(({ stream, metadata: { tenant } }) => [stream, tenant])).toEqual([
      ['task-a', 'ba-dinh'],
      ['task-b', 'tay-ho'],
    ]);
  });

  it('says which timer stands still and goes on with the others', async () => {
    const { start, give, clock, reminded } = office();
    const ticker = await start();
    await give('a', 'Plan', { due: '2021-02-19T01:00:00.000Z' });
    world.broken = true;
    await clock.moveTo('2021-03-01T01:00:00.000Z');
    await expect(ticker.settled()).rejects.toThrow('timer a/remind stands still: no reminder can be made');
    world.broken = false;
    await give('b', 'Plan', { due: '2021-02-20T01:00:00.000Z' });
    while (reminded().length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(reminded().map(([id]) => id)).toEqual(['b', 'a']);
    await ticker.settled();
    expect(ticker.problems()).toEqual([]);
  });
});
