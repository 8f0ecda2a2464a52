import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './engines-command.js';

const run = promisify(execFile);
const sinceOf = (pid: number) => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')[19];
const nobody = { pid: 2 ** 22 + 1, since: '1' };

describe('instances of engines that have an owner', () => {
  let folder: string;
  let servers: ChildProcess[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'laurel-owner-'));
    servers = [];
  });
  afterEach(() => {
    for (const server of servers) server.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  /** One of which something runs. Gives how that ends. */
  const instance = async (name: string, owner: object | undefined) => {
    const server = spawn(process.execPath, ['-e', 'console.log(1); setInterval(() => {}, 1000)'], { stdio: ['ignore', 'pipe', 'ignore'] });
    servers.push(server);
    await once(server.stdout, 'data');
    const mongodb = { pid: server.pid!, since: sinceOf(server.pid!), version: '6.0.5', startCommand: { command: 'mongod', args: [] } };
    mkdirSync(join(folder, 'instances', name), { recursive: true });
    const record = { basePort: 29_900, brokers: 1, nodes: 1, owner, members: { mongodb } };
    writeFileSync(join(folder, 'instances', name, 'instance.json'), JSON.stringify(record));
    return server;
  };
  const command = (call: string) =>
    run(process.execPath, [
      '--input-type=module',
      '-e',
      `import { downOf, sweep } from '${root}infra/engines/commands.mjs'; await ${call};`,
    ]);
  const ended = () => servers.map(({ exitCode, signalCode }) => (exitCode ?? signalCode) !== null);

  it('are ended with it, and nobody else’s', async () => {
    const owner = { pid: process.pid, since: sinceOf(process.pid) };
    await instance('faults-1', owner);
    await instance('faults-mongodb-1', owner);
    await instance('faults-2', { ...owner, since: '1' });
    await instance('default', undefined);
    await command(`downOf('${folder}', ${JSON.stringify(owner)})`);
    expect([ended(), readdirSync(join(folder, 'instances')).toSorted()]).toEqual([
      [true, true, false, false],
      ['default', 'faults-2'],
    ]);
  });

  it('are ended by the next sweep where it is gone, also when one of them cannot be', async () => {
    await instance('a', nobody);
    await instance('b', nobody);
    await instance('c', { pid: process.pid, since: sinceOf(process.pid) });
    writeFileSync(join(folder, 'instances', 'a', 'instance.json'), JSON.stringify({ basePort: 29_900, owner: nobody, members: null }));
    await expect(command(`sweep('${folder}')`)).rejects.toThrow('TypeError');
    expect([ended(), readdirSync(join(folder, 'instances')).toSorted()]).toEqual([
      [false, true, false],
      ['a', 'c'],
    ]);
  });

  it('are not begun for one that is gone', async () => {
    const words = ['infra/engines.mjs', 'up', '--only', 'mongodb', '--folder', folder];
    const refused = run('env', [`LAUREL_ENGINES_OWNER=${nobody.pid}`, process.execPath, ...words], { cwd: root });
    await expect(refused).rejects.toMatchObject({ code: 1, stderr: `LAUREL_ENGINES_OWNER names no process that runs: ${nobody.pid}.\n` });
    expect(readdirSync(folder)).toEqual([]);
  });
});
