import { afterEach, describe, expect, it } from '@jest/globals';
import { projection } from '@laurel/read-models';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HostedService, ServiceDefinition } from './index.js';
import { classes, leaseMs, processesOfSchool, stopAll, until } from './spec/processes-of-school.js';
import { classEvents, classList, school } from './spec/school.js';

/** Long enough for a projector to notice that its cursors are taken from it. */
const longLeaseMs = 1_500;

/** The next release of school: its list has another version. */
const raised: ServiceDefinition = {
  ...school,
  projections: school.projections.map((one) => (one.into.name === classList.name ? { ...one, into: { ...one.into, version: 2 } } : one)),
};

describe('two releases of one service, of which the newer one has raised the version of a list', () => {
  afterEach(stopAll);
  const ready = (service: HostedService) => until(async () => (await service.health()).ready);
  const leads = (service: HostedService) => until(async () => (await service.health()).leads);

  it('are ready side by side, and exchanged one after the other', async () => {
    const { both, start, open, store } = processesOfSchool();
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
    const { start, open } = processesOfSchool();
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
    const { start, open } = processesOfSchool();
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
    const { start, open } = processesOfSchool();
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
    const { start, open, acquired } = processesOfSchool();
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
    const { start, open, freeze, acquired } = processesOfSchool(longLeaseMs);
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
    const { start, open, freeze, acquired } = processesOfSchool();
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
