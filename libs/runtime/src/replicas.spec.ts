import { afterEach, describe, expect, it } from '@jest/globals';
import { inProcessBus } from '@laurel/event-bus';
import { handleCommand } from '@laurel/event-sourcing';
import { projection } from '@laurel/read-models';
import { memoryBlobs, memoryEventStore, memoryLeases, memoryReadModels, plainCodec } from '@laurel/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Engines, fixedClock, type HostedService, hostService, newLogger, NotLeading, type ServiceDefinition } from './index.js';
import { classContract, classEvents, classList, course, school } from './spec/school.js';

const hosted: HostedService[] = [];
afterEach(async () => {
  await Promise.all(hosted.splice(0).map((service) => service.stop()));
});

const leaseMs = 200;
/** Long enough for a projector to notice that its cursors are taken from it. */
const longLeaseMs = 1_500;

/** Two processes of one service: engines shared, everything else their own. */
const twoOfSchool = (lease = leaseMs) => {
  const [store, readModels, leases] = [memoryEventStore(), memoryReadModels(), memoryLeases()];
  const frozen = new Map<string, Gate>();
  const acquired: { readonly by: string; readonly cursor: string }[] = [];
  const clock = fixedClock('2021-01-22T01:00:00.000Z');
  const start = async (name: string, definition = school): Promise<HostedService> => {
    // What a frozen process asks is asked when it thaws.
    const engines: Engines = {
      store,
      readModels: {
        ...readModels,
        acquire: async (cursor) => {
          await frozen.get(`${name} at ${cursor}`)?.open;
          acquired.push({ by: name, cursor });
          return readModels.acquire(cursor);
        },
      },
      bus: inProcessBus({ topics: [], readModels }),
      codec: plainCodec,
      blobs: memoryBlobs(),
      clock,
      logger: newLogger({ name: 'spec', level: 'silent' }),
      leases: {
        ...leases,
        take: async (lease, ...asked) => {
          await (frozen.get(name) ?? frozen.get(`${name} for ${lease}`))?.open;
          return leases.take(lease, ...asked);
        },
        told: async (lease) => {
          await frozen.get(`${name} told`)?.open;
          return leases.told(lease);
        },
      },
    };
    const service = await hostService(definition, engines, { contracts: [classContract], leaseMs: lease });
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
  return { start, both, open, store, freeze, acquired };
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

const classes = async ({ engines: { readModels }, definition }: HostedService): Promise<number> => {
  const reader = { reach: () => ({ tenant: 'ba-dinh' }) };
  const { into } = definition.projections.find(({ into: { name } }) => name === classList.name)!;
  return (await readModels.collection(into as typeof classList).count(reader, { index: 'all', where: {} })).count;
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

/** The next release of school: its list has another version. */
const raised: ServiceDefinition = {
  ...school,
  projections: school.projections.map((one) => (one.into.name === classList.name ? { ...one, into: { ...one.into, version: 2 } } : one)),
};

describe('two releases of one service, of which the newer one has raised the version of a list', () => {
  const ready = (service: HostedService) => until(async () => (await service.health()).ready);
  const leads = (service: HostedService) => until(async () => (await service.health()).leads);

  it('are ready side by side, and exchanged one after the other', async () => {
    const { both, start, open, store } = twoOfSchool();
    const { one, two } = await both();
    await open(one, 'history', 2);
    await one.settled();
    const three = await start('three', raised);
    await ready(three);
    expect(await three.health()).toEqual({ ready: true, leads: false, problems: [] });
    const { position } = await open(two, 'arts', 4);
    await one.settled();
    expect(await three.waitFor((await store.head()) ?? position!, 2_000)).toBe(true);
    expect([await classes(one), await classes(two), await classes(three)]).toEqual([4, 4, 4]);
    await two.stop();
    const four = await start('four', raised);
    await ready(four);
    await one.stop();
    await until(async () => (await three.health()).leads || (await four.health()).leads);
    const [leader, other] = (await three.health()).leads ? [three, four] : [four, three];
    await open(other, 'music', 6);
    await leader.settled();
    expect([await classes(three), await classes(four)]).toEqual([6, 6]);
    await sleep(3 * leaseMs);
    expect([await leader.health(), await other.health()]).toEqual([
      { ready: true, leads: true, problems: [] },
      { ready: true, leads: false, problems: [] },
    ]);
    expect(store.log.filter(({ type }) => type === 'ClassOpened')).toHaveLength(6);
  });

  it('go back to the older one as well', async () => {
    const { start, open } = twoOfSchool();
    const newer = await start('newer', raised);
    await leads(newer);
    await open(newer, 'history', 3);
    await newer.settled();
    const older = await start('older');
    await ready(older);
    expect(await classes(older)).toBe(3);
    await newer.stop();
    await leads(older);
    await open(older, 'arts', 5);
    await older.settled();
    expect(await classes(older)).toBe(5);
  });

  it('have one of the newer processes fill the list, and another one when that is gone', async () => {
    const { start, open } = twoOfSchool();
    const old = await start('old');
    await leads(old);
    await open(old, 'history', 2);
    await old.settled();
    const three = await start('three', raised);
    await ready(three);
    const four = await start('four', raised);
    await three.stop();
    await open(old, 'arts', 3);
    await old.settled();
    await until(async () => (await classes(four)) === 3);
    await ready(four);
    expect((await old.health()).leads).toBe(true);
  });

  it('tell why the list cannot be filled, where it is tried', async () => {
    const { start, open } = twoOfSchool();
    const old = await start('old');
    await leads(old);
    await open(old, 'history', 2);
    await old.settled();
    const broken = {
      ...raised,
      projections: raised.projections.map((one) =>
        one.into.name === classList.name
          ? projection(one.into as typeof classList).from(classEvents, {
              ClassOpened: () => {
                throw new Error('no row for it');
              },
            })
          : one,
      ),
    };
    const three = await start('three', broken);
    await until(async () => (await three.health()).problems.some(({ problem }) => problem === 'no row for it'));
    expect(await three.health()).toMatchObject({
      ready: false,
      leads: false,
      problems: [{ part: 'class-list@2', problem: 'no row for it' }],
    });
    expect(await old.health()).toEqual({ ready: true, leads: true, problems: [] });
  });

  it('are of one mind where two newer releases have raised different lists', async () => {
    const { start, open, acquired } = twoOfSchool();
    const old = await start('old');
    await leads(old);
    await open(old, 'history', 2);
    await old.settled();
    const further = { ...raised, projections: raised.projections.map((one) => ({ ...one, into: { ...one.into, version: 2 } })) };
    const { timers: _, ...untimed } = further;
    const three = await start('three', raised);
    await ready(three);
    const four = await start('four', untimed);
    await ready(four);
    await open(old, 'arts', 3);
    await old.settled();
    await sleep(5 * leaseMs);
    expect([await classes(three), await classes(four)]).toEqual([3, 3]);
    const taken = (cursor: string) => acquired.filter((one) => one.cursor === cursor).map(({ by }) => by);
    expect([taken('class-list@2'), taken('class-timers@2')]).toEqual([['three'], ['four']]);
  });

  it('leave the list to the one of them that leads next', async () => {
    const { start, open, freeze, acquired } = twoOfSchool(longLeaseMs);
    const old = await start('old');
    await leads(old);
    await open(old, 'history', 2);
    await old.settled();
    const three = await start('three', raised);
    await ready(three);
    freeze('three for school/leader');
    const thaw = freeze('three told'); // it does not know yet that another one leads
    const four = await start('four', raised);
    await old.stop();
    await leads(four);
    await open(four, 'arts', 3);
    await four.settled();
    await sleep(longLeaseMs);
    thaw();
    await sleep(longLeaseMs / 2);
    expect([await classes(four), await classes(three)]).toEqual([3, 3]);
    expect(acquired.filter(({ cursor }) => cursor === 'class-list@2').map(({ by }) => by)).toEqual(['three', 'four']);
  });

  it('come to rest when the one that fills was frozen until a newer one leads, and takes the list from it', async () => {
    const { start, open, freeze, acquired } = twoOfSchool();
    const old = await start('old');
    await leads(old);
    const thaw = freeze('three at class-list@2');
    freeze('three for school/leader');
    await start('three', raised);
    const four = await start('four', raised);
    await old.stop();
    await leads(four);
    thaw();
    await until(async () => acquired.at(-1)?.by === 'three');
    await open(four, 'history', 3);
    await until(async () => acquired.at(-1)?.by === 'four'); // it notices, and leads anew
    await leads(four);
    await four.settled();
    expect(await classes(four)).toBe(3);
    expect(acquired.filter(({ cursor }) => cursor === 'class-list@2').map(({ by }) => by)).toEqual(['four', 'three', 'four']);
  });
});
