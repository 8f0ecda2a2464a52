import { afterEach, describe, expect, it } from '@jest/globals';
import { projection } from '@laurel/read-models';
import { NotLeading, type ServiceDefinition } from './index.js';
import { classes, processesOfSchool, stopAll, until } from './spec/processes-of-school.js';
import { archive, classEvents, classList, school } from './spec/school.js';

/** School, whose list of classes stops at the first one. */
const stopping: ServiceDefinition = {
  ...school,
  projections: school.projections.map((one) =>
    one.into.name === classList.name
      ? projection(classList).from(classEvents, {
          ClassOpened: ({ stream }) => {
            throw new Error(`${stream} has no place on the list`);
          },
        })
      : one,
  ),
};

describe('two processes of one service', () => {
  afterEach(stopAll);

  it('have one leader, and both are ready', async () => {
    const { one, two } = await processesOfSchool().both();
    expect([await one.health(), await two.health()]).toEqual([
      { ready: true, leads: true, problems: [] },
      { ready: true, leads: false, problems: [] },
    ]);
  });

  it('show on both what was ordered on either', async () => {
    const { both, open } = processesOfSchool();
    const { one, two } = await both();
    const { position } = await open(two, 'history', 2);
    expect([await two.waitFor(position!, 2_000), await one.waitFor(position!, 2_000)]).toEqual([true, true]);
    await one.settled();
    expect([await classes(one), await classes(two)]).toEqual([2, 2]);
  });

  it('send whoever asks the one that follows to the one that leads', async () => {
    const { two } = await processesOfSchool().both();
    await expect(two.settled()).rejects.toThrow(NotLeading);
    await expect(two.rebuild('class-list')).rejects.toThrow('another process leads school: ask that one');
  });

  it('tell whoever waits for the leader when another one leads meanwhile', async () => {
    const { both, open, freeze } = processesOfSchool();
    const { one, two } = await both();
    const thawAppends = freeze('one appends');
    await open(two, 'history', 3);
    const settled = expect(one.settled()).rejects.toThrow(NotLeading);
    const thaw = freeze('one');
    await until(async () => (await two.health()).leads);
    thawAppends();
    await settled;
    thaw();
  });

  it('go on at once when the leader is stopped', async () => {
    const { both, open } = processesOfSchool();
    const { one, two } = await both();
    await one.stop();
    await until(async () => (await two.health()).leads);
    await open(two, 'history', 2);
    await two.settled();
    expect(await classes(two)).toBe(2);
  });

  it('go on while the leader that is stopped still leaves its groups', async () => {
    const { both, freeze } = processesOfSchool();
    const { one, two } = await both({ ...school, copies: archive.copies });
    const thaw = freeze('one leaves');
    let hasStopped = false;
    const stopped = one.stop().then(() => (hasStopped = true));
    await until(async () => (await two.health()).leads);
    expect(hasStopped).toBe(false);
    thaw();
    await stopped;
  });

  it('replace a leader that is frozen, and it does nothing more when it wakes', async () => {
    const { both, open, store, freeze } = processesOfSchool();
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

  it('replace a leader that falls silent within 1.25 leases of its last renewal', async () => {
    const leaseMs = 4_000;
    const { both, freeze, asked } = processesOfSchool(leaseMs);
    const { two } = await both();
    const thaw = freeze('one');
    await until(async () => (await two.health()).leads);
    const leads = performance.now();
    const lease = asked.filter((one) => one.lease === 'school/leader');
    const renewed = lease.filter(({ by, taken }) => by === 'one' && taken).at(-1)!.at;
    // A busy machine adds something, and far less than the second lease that would be too much.
    expect(leads - renewed).toBeGreaterThan(leaseMs - 100);
    expect(leads - renewed).toBeLessThan(1.25 * leaseMs + 1_500);
    // How soon after the end of the lease one of its tries falls is luck; that they stand close enough holds it every time.
    const tries = lease.filter(({ by }) => by === 'two').map(({ at }) => at);
    const gaps = tries.slice(1, 1 + lease.filter(({ by, taken }) => by === 'two' && !taken).length).map((at, index) => at - tries[index]!);
    expect(gaps.length).toBeGreaterThan(2);
    expect(Math.max(...gaps)).toBeLessThan(leaseMs / 4 + 450);
    thaw();
  }, 20_000);

  it('tell which read model is behind the log: the leader why, the other one that it is', async () => {
    const { start, open } = processesOfSchool();
    const one = await start('one', stopping);
    await until(async () => (await one.health()).leads);
    const two = await start('two');
    expect((await two.health()).ready).toBe(true);
    await open(two, 'history', 1);
    await until(async () => !(await one.health()).ready);
    expect([await one.health(), await two.health()]).toEqual([
      { ready: false, leads: true, problems: [{ part: 'class-list@1', problem: 'class-c0 has no place on the list' }] },
      { ready: false, leads: false, problems: [{ part: 'class-list@1', problem: 'behind the log; the process that fills it tells more' }] },
    ]);
  });

  it('go on when a leader thaws that was frozen in the middle of its start, and takes a cursor it has no lease for', async () => {
    const { start, open, freeze } = processesOfSchool();
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
