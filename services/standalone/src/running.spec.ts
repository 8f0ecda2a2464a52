import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ServiceStatus } from '@laurel/runtime';
import { takeDataFolder } from './data-folder.js';
import { announceRunning, withdrawRunning } from './running.js';
import { runningLaurel } from './running-laurel.js';
import { welcome } from './welcome.js';

const secret = 'a-secret-of-sixteen';
const servers: Server[] = [];
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'laurel-running-'));
});
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve).closeAllConnections());
  rmSync(folder, { recursive: true, force: true });
});

/** A process's operations port: `METHOD path` → the status and what it answers; `undefined` hangs. */
type Table = Readonly<Record<string, () => readonly [number, unknown] | undefined>>;
const process_ = async (name: string, table: Table) => {
  const server = createServer((request, response) => {
    const answer = request.headers.authorization === `Bearer ${secret}` ? table : {};
    const found = answer[`${request.method} ${request.url?.replace('/operations/', '')}`];
    const said = found ? found() : ([404, { error: 'no such operation' }] as const);
    if (said) response.writeHead(said[0], { 'content-type': 'application/json' }).end(JSON.stringify(said[1]));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { name, service: name.split(':')[0]!, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
};

const status = (service: string, leads: boolean): ServiceStatus => ({
  service,
  leads,
  ready: true,
  problems: [],
  projections: [],
  parked: [],
  processes: [],
});
const now = '2021-01-22T01:00:00.000Z';
const standing = (service: string, leads: () => boolean): Table => ({
  'GET status': () => [200, { now, services: [status(service, leads())] }],
  'GET head': () => [200, { head: '7' }],
});

describe('a Laurel of many processes', () => {
  it('is told of as one, with who leads and who is silent', async () => {
    const gone = { name: 'plans:2', service: 'plans', url: 'http://127.0.0.1:9' };
    announceRunning(folder, {
      url: 'http://127.0.0.1:9',
      secret,
      processes: [
        await process_(
          'plans:1',
          standing('plans', () => true),
        ),
        gone,
      ],
    });
    expect(await runningLaurel(folder).status()).toEqual({
      now,
      services: [
        {
          service: 'plans',
          ready: true,
          problems: [{ part: 'plans:2', problem: 'does not answer' }],
          projections: [],
          parked: [],
          processes: [],
          replicas: [
            { name: 'plans:1', state: 'LEADS' },
            { name: 'plans:2', state: 'SILENT' },
          ],
        },
      ],
    });
  });

  it('has orders for the leader given to the one that leads, also when it has just changed', async () => {
    let leader = 'plans:1';
    const given: string[] = [];
    const rebuilding = (name: string): Table => ({
      ...standing('plans', () => leader === name),
      'POST rebuild': () => {
        given.push(name);
        if (given.length > 1) return [200, {}];
        leader = 'plans:2'; // it loses the lead before it begins
        return [409, { error: 'in whatever words', code: 'NOT_LEADING' }];
      },
    });
    const processes = [await process_('plans:1', rebuilding('plans:1')), await process_('plans:2', rebuilding('plans:2'))];
    announceRunning(folder, { url: 'http://127.0.0.1:9', secret, processes });
    await runningLaurel(folder).rebuild('task-list');
    expect(given).toEqual(['plans:1', 'plans:2']);
  });

  it('finds the service that a name belongs to, and tells all names where none does', async () => {
    const knows = (service: string, own: string, ...names: string[]): Table => ({
      ...standing(service, () => true),
      'POST parked/release': () =>
        own === 'yes'
          ? [200, { taken: 3 }]
          : [409, { error: 'in whatever words', code: 'UNKNOWN_NAME', data: { what: 'consumer', name: 'x', known: names } }],
    });
    const one = await process_('directory:1', knows('directory', 'no', 'b', 'd'));
    const processes = [one, await process_('plans:1', knows('plans', 'yes'))];
    announceRunning(folder, { url: 'http://127.0.0.1:9', secret, processes });
    expect(await runningLaurel(folder).release('x', 'k')).toBe(3);
    announceRunning(folder, {
      url: 'http://127.0.0.1:9',
      secret,
      processes: [one, await process_('plans:1', knows('plans', 'no', 'a', 'c'))],
    });
    await expect(runningLaurel(folder).release('x', 'k')).rejects.toThrow('x is no consumer here; there are: a, b, c, d');
  });

  it('is settled only after a round in which nobody wrote anything', async () => {
    let [head, rounds] = [1, 0];
    const writing: Table = {
      ...standing('plans', () => true),
      'GET head': () => [200, { head: String(head) }],
      'POST settled': () => {
        if (++rounds < 3) head += 1; // each of the first two gives it something to do
        return [200, {}];
      },
    };
    announceRunning(folder, { url: 'http://127.0.0.1:9', secret, processes: [await process_('plans:1', writing)] });
    await runningLaurel(folder).settled();
    expect(rounds).toBe(3);
  });
});

describe('a hint of a Laurel that keeps its data elsewhere', () => {
  it('names the folder', async () => {
    const silent = { name: 'plans:1', service: 'plans', url: 'http://127.0.0.1:9' };
    announceRunning(folder, { url: 'http://127.0.0.1:9', secret, processes: [silent] });
    await expect(runningLaurel(folder).status()).rejects.toThrow(
      `No process of any service answers: look at npm run stack -- status --data-dir ${folder}.`,
    );
    announceRunning(folder, { url: 'http://127.0.0.1:9', secret });
    await expect(runningLaurel(folder).status()).rejects.toThrow(
      `http://127.0.0.1:9 does not answer: npm start -- --data-dir ${folder} first, or name another folder`,
    );
    withdrawRunning(folder);
    takeDataFolder(folder, { fresh: false, form: 'stack' }).release();
    expect(() => runningLaurel(folder)).toThrow(
      `Nothing runs on ${folder}: npm run stack -- --data-dir ${folder} first, or name another folder.`,
    );
  });

  it('is one of the first screen too', () => {
    const screen = (dataDir: string) =>
      welcome({ url: 'u', dataDir, now, people: [], planId: 'p', command: 'npm run stack', notes: [] })
        .split('\n')
        .filter((line) => line.includes('npm run'))
        .map((line) => line.replace(/^.*?(?=npm)|\)$/g, ''));
    expect([screen('/data/a'), screen('.laurel-stack')]).toEqual([
      ['npm run clock -- 2021-01-29 --data-dir /data/a', 'npm run stack -- --fresh --data-dir /data/a'],
      ['npm run clock -- 2021-01-29', 'npm run stack -- --fresh'],
    ]);
  });
});

describe('a data folder', () => {
  it('is of one form: the other one leaves it alone', () => {
    const told = (form: 'start' | 'stack') => {
      try {
        takeDataFolder(folder, { fresh: true, form }).release();
        return undefined;
      } catch (error) {
        return (error as Error).message;
      }
    };
    expect(told('stack')).toBe(undefined);
    expect(told('start')).toBe(`${folder} holds the data of npm run stack: choose another folder with --data-dir.`);
    expect(told('stack')).toBe(undefined);
    writeFileSync(join(folder, 'stack-format.json'), '[]');
    expect(told('stack')).toBe(`${folder} holds something else than Laurel's data: choose another folder with --data-dir.`);
  });
});
