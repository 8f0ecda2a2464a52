import { afterEach, describe, expect, it } from '@jest/globals';
import { inProcessBus } from '@laurel/event-bus';
import { handleCommand } from '@laurel/event-sourcing';
import { memoryBlobs, memoryEventStore, memoryLeases, memoryReadModels, plainCodec } from '@laurel/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Engines, fixedClock, type HostedService, hostService, type Leases, newLogger, NotLeading } from './index.js';
import { classContract, classList, course, school } from './spec/school.js';

const hosted: HostedService[] = [];
afterEach(async () => {
  await Promise.all(hosted.splice(0).map((service) => service.stop()));
});

const leaseMs = 200;

/** Two processes of one service: engines shared, everything else their own. */
const twoOfSchool = async () => {
  const [store, readModels, leases] = [memoryEventStore(), memoryReadModels(), memoryLeases()];
  const frozen = new Set<string>();
  const clock = fixedClock('2021-01-22T01:00:00.000Z');
  const start = async (name: string): Promise<HostedService> => {
    // A frozen process asks for nothing any more; what it had under way comes to nothing in time.
    const own: Leases = {
      ...leases,
      take: (...asked) => (frozen.has(name) ? new Promise(() => undefined) : leases.take(...asked)),
    };
    const engines: Engines = {
      store,
      readModels,
      bus: inProcessBus({ topics: [], readModels }),
      codec: plainCodec,
      blobs: memoryBlobs(),
      clock,
      logger: newLogger({ name: 'spec', level: 'silent' }),
      leases: own,
    };
    const service = await hostService(school, engines, { contracts: [classContract], leaseMs });
    hosted.push(service);
    return service;
  };
  const one = await start('one');
  await until(async () => (await one.health()).leads);
  const two = await start('two');
  const open = ({ platform }: HostedService, id: string, classes: number) =>
    handleCommand(platform, course, id, {
      type: 'Open',
      data: { classes, ends: '2021-06-01T01:00:00.000Z' },
      id: `cmd_${id}`,
      hash: id,
      at: clock.now(),
      scope: { tenant: 'ba-dinh' },
      by: { person: 'per_1' },
      correlationId: 'req_1',
    });
  return { one, two, open, store, freeze: (name: string) => frozen.add(name) };
};

const until = async (holds: () => Promise<boolean>): Promise<void> => {
  for (let tries = 0; !(await holds()); tries++) {
    if (tries > 200) throw new Error('it did not come about within two seconds');
    await sleep(10);
  }
};

const classes = async ({ engines: { readModels } }: HostedService): Promise<number> => {
  const reader = { reach: () => ({ tenant: 'ba-dinh' }) };
  return (await readModels.collection(classList).count(reader, { index: 'all', where: {} })).count;
};

describe('two processes of one service', () => {
  it('have one leader, and both are ready', async () => {
    const { one, two } = await twoOfSchool();
    expect([await one.health(), await two.health()]).toEqual([
      { ready: true, leads: true, problems: [] },
      { ready: true, leads: false, problems: [] },
    ]);
  });

  it('show on both what was ordered on either', async () => {
    const { one, two, open } = await twoOfSchool();
    const { position } = await open(two, 'history', 2);
    expect([await two.waitFor(position!, 2_000), await one.waitFor(position!, 2_000)]).toEqual([true, true]);
    await one.settled();
    expect([await classes(one), await classes(two)]).toEqual([2, 2]);
  });

  it('send whoever asks the one that follows to the one that leads', async () => {
    const { two } = await twoOfSchool();
    await expect(two.settled()).rejects.toThrow(NotLeading);
    await expect(two.rebuild('class-list')).rejects.toThrow('another process leads school: ask that one');
  });

  it('go on at once when the leader is stopped', async () => {
    const { one, two, open } = await twoOfSchool();
    await one.stop();
    await until(async () => (await two.health()).leads);
    await open(two, 'history', 2);
    await two.settled();
    expect(await classes(two)).toBe(2);
  });

  it('replace a leader that is frozen, and it does nothing more when it wakes', async () => {
    const { one, two, open, store, freeze } = await twoOfSchool();
    freeze('one');
    const began = performance.now();
    await until(async () => (await two.health()).leads);
    expect(performance.now() - began).toBeLessThan(2 * leaseMs);
    expect((await one.health()).leads).toBe(false);
    await open(two, 'history', 3);
    await two.settled();
    expect([await classes(two), store.log.filter(({ type }) => type === 'ClassOpened').length]).toEqual([3, 3]);
  });
});
