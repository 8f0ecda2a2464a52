import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EngineUnavailable } from '@laurel/event-sourcing';
import type { Mongo } from '@laurel/mongo';
import { describeClock, engineAddress } from '@laurel/testing';
import { followerLivesMs } from './clock-followers.js';
import { type MongoClock, openMongoClock } from './mongo-clock.js';
import { type Line, openLine } from './spec/line.js';
import { newDatabase } from './spec/opened-mongo.js';

const withStart = (start: string | undefined) => (start === undefined ? {} : { start });

const newProcesses = () => {
  const database = newDatabase();
  const open: MongoClock[] = [];
  const process = async (start?: string, line?: Line): Promise<MongoClock> => {
    const clock = await openMongoClock(await database.open(line?.address), { name: 'office', ...withStart(start) });
    open.push(clock);
    return clock;
  };
  const stop = async () => void (await Promise.all(open.splice(0).map((clock) => clock.close())));
  return { database, process, stop, end: () => stop().then(database.drop) };
};

describeClock('MongoDB', async (start) => {
  const { process, stop, end } = newProcesses();
  const clock = await process(start).catch(async (error: unknown) => {
    await end();
    throw error;
  });
  return {
    clock,
    another: process,
    reopen: async (again) => {
      await stop();
      return process(again);
    },
    clean: end,
  };
});

describe('a clock that many processes follow', () => {
  let processes: ReturnType<typeof newProcesses>;
  let line: Line;
  beforeEach(async () => {
    processes = newProcesses();
    line = await openLine();
  });
  afterEach(async () => {
    line.mend();
    await processes.end();
    await line.close();
  });
  const day = (clock: MongoClock) => clock.now().slice(0, 10);
  const start = '2021-01-22T01:00:00Z';
  const timed = async (work: Promise<void>): Promise<number> => {
    const begun = performance.now();
    await work;
    return performance.now() - begun;
  };

  it('does not wait for a process that was stopped', async () => {
    const [one, two] = [await processes.process(start), await processes.process()];
    await two.close();
    expect(await timed(one.moveTo('2021-06-30T01:00:00Z'))).toBeLessThan(followerLivesMs / 2);
  });

  it.each(['cut', 'silence'] as const)(
    'waits for a process whose line is lost (%s) no longer than it lives, and that one keeps its time',
    async (loss) => {
      const [one, two] = [await processes.process(start), await processes.process(undefined, line)];
      const heard: string[] = [];
      two.onMove(() => heard.push(day(two)));
      line[loss]();
      const waited = await timed(one.moveTo('2021-06-30T01:00:00Z'));
      expect(waited).toBeGreaterThan(followerLivesMs / 2);
      expect(waited).toBeLessThan(followerLivesMs + 1000);
      expect([day(one), day(two), heard]).toEqual(['2021-06-30', '2021-01-22', []]);
      await expect(two.moveTo('2021-07-30T01:00:00Z')).rejects.toThrow(EngineUnavailable);
      line.mend();
      for (let tries = 0; tries < 200 && day(two) !== '2021-06-30'; tries++) await sleep(100);
      expect([day(two), heard]).toEqual(['2021-06-30', ['2021-06-30']]);
      expect(await timed(one.moveTo('2021-12-30T01:00:00Z'))).toBeLessThan(followerLivesMs / 2);
      expect([day(two), heard]).toEqual(['2021-12-30', ['2021-06-30', '2021-12-30']]);
    },
  );

  it('is never behind in a process that begins in the middle of a move', async () => {
    const one = await processes.process(start);
    for (let month = 2; month <= 9; month++) {
      const to = `2021-0${month}-01T01:00:00Z`;
      const joining = processes.process();
      await sleep(month * 3);
      await one.moveTo(to);
      expect(day(one)).toBe(to.slice(0, 10));
      expect(day(await joining)).toBe(to.slice(0, 10));
    }
  });

  it('wakes those that rest', async () => {
    const [one, two] = [await processes.process(start), await processes.process()];
    let slowest = 0;
    for (let month = 2; month <= 6; month++) {
      await sleep(150);
      slowest = Math.max(slowest, await timed(one.moveTo(`2021-0${month}-01T01:00:00Z`)));
    }
    expect(day(two)).toBe('2021-06-01');
    expect(slowest).toBeLessThan(600); // they would look by themselves after a second
  });

  it('is seen by those whom no word of a move can reach, as they look for themselves', async () => {
    const one = await processes.process(start);
    const mongo = await processes.database.open(`${engineAddress('mongodb')}&appName=deaf-${process.pid}`);
    const admin = mongo.connection.getClient().db('admin');
    const silence = (mode: 'alwaysOn' | 'off') =>
      admin.command({
        configureFailPoint: 'failCommand',
        mode,
        data: { failCommands: ['aggregate'], errorCode: 40573, appName: `deaf-${process.pid}` },
      });
    await silence('alwaysOn');
    try {
      const problems: unknown[] = [];
      const deaf = await openMongoClock(mongo, { name: 'office', onProblem: (error) => problems.push(error) });
      await sleep(100);
      expect(await timed(one.moveTo('2021-06-30T01:00:00Z'))).toBeLessThan(followerLivesMs + 1000);
      expect(day(deaf)).toBe('2021-06-30');
      expect(problems.length).toBeGreaterThan(0);
      await deaf.close();
    } finally {
      await silence('off');
    }
  });

  it('is seen by a process that was silent for so long that no move waited for it', async () => {
    const [one, two] = [await processes.process(start), await processes.process(undefined, line)];
    line.silence();
    await sleep(followerLivesMs + 500);
    await one.moveTo('2021-06-30T01:00:00Z');
    line.mend();
    for (let tries = 0; tries < 100 && day(two) !== '2021-06-30'; tries++) await sleep(100);
    expect(day(two)).toBe('2021-06-30');
  });

  it('goes on when a listener throws, and says so', async () => {
    const problems: unknown[] = [];
    const mongo: Mongo = await processes.database.open();
    const one = await processes.process(start);
    const two = await openMongoClock(mongo, { name: 'office', onProblem: (error) => problems.push(error) });
    two.onMove(() => {
      throw new Error('not today');
    });
    await one.moveTo('2021-06-30T01:00:00Z');
    expect([day(two), problems]).toEqual(['2021-06-30', [new Error('not today')]]);
    await two.close();
  });

  it('is told apart from another one of the same database', async () => {
    const one = await processes.process(start);
    const other = await openMongoClock(await processes.database.open(), { name: '$other', start: '2030-01-01T01:00:00Z' });
    await one.moveTo('2021-06-30T01:00:00Z');
    expect([day(one), day(other)]).toEqual(['2021-06-30', '2030-01-01']);
    await other.close();
  });

  it('says that it is gone when its database was made anew', async () => {
    const one = await processes.process(start);
    await (await processes.database.open()).connection.dropDatabase();
    await expect(one.moveTo('2021-06-30T01:00:00Z')).rejects.toThrow('the clock office is no longer kept: start all processes anew');
    expect(day(one)).toBe('2021-01-22');
  });

  it('asks little at rest', async () => {
    await processes.process(start, line);
    const before = line.said();
    await sleep(2000);
    const perSecond = (line.said() - before) / 2;
    expect(perSecond).toBeGreaterThan(1);
    expect(perSecond).toBeLessThan(3.5);
  });
});
