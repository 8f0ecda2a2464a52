import { afterEach, describe, expect, it } from '@jest/globals';
import { inProcessBus } from '@laurel/event-bus';
import { handleCommand } from '@laurel/event-sourcing';
import { memoryBlobs, memoryEventStore, memoryLeases, memoryReadModels, plainCodec } from '@laurel/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Engines, fixedClock, type HostedService, hostService, newLogger, NotLeading } from './index.js';
import { classContract, classList, course, school } from './spec/school.js';

const hosted: HostedService[] = [];
afterEach(async () => {
  await Promise.all(hosted.splice(0).map((service) => service.stop()));
});

const leaseMs = 200;

/** Two processes of one service: engines shared, everything else their own. */
const twoOfSchool = () => {
  const [store, readModels, leases] = [memoryEventStore(), memoryReadModels(), memoryLeases()];
  const frozen = new Map<string, Gate>();
  const clock = fixedClock('2021-01-22T01:00:00.000Z');
  const start = async (name: string): Promise<HostedService> => {
    // What a frozen process asks is asked when it thaws.
    const engines: Engines = {
      store,
      readModels: {
        ...readModels,
        acquire: async (cursor) => (await frozen.get(`${name} at ${cursor}`)?.open, readModels.acquire(cursor)),
      },
      bus: inProcessBus({ topics: [], readModels }),
      codec: plainCodec,
      blobs: memoryBlobs(),
      clock,
      logger: newLogger({ name: 'spec', level: 'silent' }),
      leases: { ...leases, take: async (...asked) => (await frozen.get(name)?.open, leases.take(...asked)) },
    };
    const service = await hostService(school, engines, { contracts: [classContract], leaseMs });
    hosted.push(service);
    return service;
  };
  const freeze = (...names: readonly string[]): (() => void) => {
    const gate = gateOf();
    for (const name of names) frozen.set(name, gate);
    return () => {
      for (const name of names) frozen.delete(name);
      gate.lift();
    };
  };
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
  const both = async () => {
    const one = await start('one');
    await until(async () => (await one.health()).leads);
    return { one, two: await start('two') };
  };
  return { start, both, open, store, freeze };
};

interface Gate {
  readonly open: Promise<void>;
  lift(): void;
}
const gateOf = (): Gate => {
  let lift = (): void => undefined;
  return { open: new Promise((resolve) => (lift = resolve)), lift: () => lift() };
};

const until = async (holds: () => Promise<boolean>): Promise<void> => {
  for (let tries = 0; !(await holds()); tries++) {
    if (tries > 1_500) throw new Error('it did not come about within fifteen seconds');
    await sleep(10);
  }
};

const classes = async ({ engines: { readModels } }: HostedService): Promise<number> => {
  const reader = { reach: () => ({ tenant: 'ba-dinh' }) };
  return (await readModels.collection(classList).count(reader, { index: 'all', where: {} })).count;
};

describe('two processes of one service', () => {
  it('have one leader, and both are ready', async () => {
    const { one, two } = await twoOfSchool().both();
    expect([await one.health(), await two.health()]).toEqual([
      { ready: true, leads: true, problems: [] },
      { ready: true, leads: false, problems: [] },
    ]);
  });

  it('show on both what was ordered on either', async () => {
    const { both, open } = twoOfSchool();
    const { one, two } = await both();
    const { position } = await open(two, 'history', 2);
    expect([await two.waitFor(position!, 2_000), await one.waitFor(position!, 2_000)]).toEqual([true, true]);
    await one.settled();
    expect([await classes(one), await classes(two)]).toEqual([2, 2]);
  });

  it('send whoever asks the one that follows to the one that leads', async () => {
    const { two } = await twoOfSchool().both();
    await expect(two.settled()).rejects.toThrow(NotLeading);
    await expect(two.rebuild('class-list')).rejects.toThrow('another process leads school: ask that one');
  });

  it('go on at once when the leader is stopped', async () => {
    const { both, open } = twoOfSchool();
    const { one, two } = await both();
    await one.stop();
    await until(async () => (await two.health()).leads);
    await open(two, 'history', 2);
    await two.settled();
    expect(await classes(two)).toBe(2);
  });

  it('replace a leader that is frozen, and it does nothing more when it wakes', async () => {
    const { both, open, store, freeze } = twoOfSchool();
    const { one, two } = await both();
    const thaw = freeze('one');
    await until(async () => (await two.health()).leads);
    expect((await one.health()).leads).toBe(false);
    await open(two, 'history', 3);
    await two.settled();
    thaw();
    await open(one, 'arts', 1);
    await two.settled();
    expect([await classes(two), store.log.filter(({ type }) => type === 'ClassOpened').length]).toEqual([3, 3]);
    expect([(await one.health()).leads, (await two.health()).leads]).toEqual([false, true]);
  });

  it('go on when a leader thaws that was frozen in the middle of its start, and takes a cursor it has no lease for', async () => {
    const { start, open, freeze } = twoOfSchool();
    const thaw = freeze('one at process/opening');
    const one = await start('one');
    const two = await start('two');
    const thawLease = freeze('one');
    await until(async () => (await two.health()).leads);
    thaw();
    await open(two, 'history', 3);
    await until(async () => (await classes(two)) === 3); // its processes are at work again
    thawLease();
    await open(one, 'arts', 3);
    const leader = (await one.health()).leads ? one : two;
    await leader.settled();
    expect([await classes(one), await classes(two)]).toEqual([3, 3]);
  });
});
