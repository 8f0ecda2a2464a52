import { afterEach, describe, expect, it } from '@jest/globals';
import { NotLeading } from './index.js';
import { classes, processesOfSchool, stopAll, until } from './spec/processes-of-school.js';

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

  it('go on at once when the leader is stopped', async () => {
    const { both, open } = processesOfSchool();
    const { one, two } = await both();
    await one.stop();
    await until(async () => (await two.health()).leads);
    await open(two, 'history', 2);
    await two.settled();
    expect(await classes(two)).toBe(2);
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
