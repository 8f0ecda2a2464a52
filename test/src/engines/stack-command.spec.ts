import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './engines-command.js';

const children: ChildProcess[] = [];
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'laurel-stack-'));
  writeFileSync(join(folder, 'stack-format.json'), '{"format":1}');
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const stack = (...words: readonly string[]) => stackWith('', ...words);
/** With this KurrentDB in its environment; empty for none. */
const stackWith = async (kurrentdb: string, ...words: readonly string[]) => {
  const child = spawn('env', [`LAUREL_KURRENTDB_URL=${kurrentdb}`, process.execPath, 'infra/stack.mjs', ...words, '--data-dir', folder], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, error] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (error += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out: out.trimEnd(), error: error.trimEnd() };
};

/** A process as the stack writes it down. */
const recorded = (child: ChildProcess) => ({
  pid: child.pid!,
  since: readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')[19],
});
const living = async (program: string) => {
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'ignore'] });
  children.push(child);
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, said: String(said).trim() };
};
const ready = `const server = require('node:http').createServer((_, response) => response.end('{"ready":true,"problems":[],"leads":true}'));
  server.listen(0, '127.0.0.1', () => console.log(server.address().port))`;
const gone = { pid: 2 ** 22 + 1, since: '1' };
const files = (...names: readonly string[]) => names.map((name) => existsSync(join(folder, name)));

/** As `kill -9` of the stack leaves it: two processes, one of which has ended meanwhile. */
const killedStack = async () => {
  const { child, said: port } = await living(ready);
  const operations = `http://127.0.0.1:${port}`;
  const one = { name: 'plans:1', service: 'plans', url: 'http://127.0.0.1:9', operations, ...recorded(child), starts: 1 };
  writeFileSync(join(folder, 'stack.json'), JSON.stringify({ supervisor: gone, processes: [one, { ...one, name: 'plans:2', ...gone }] }));
  writeFileSync(join(folder, 'engines.json'), JSON.stringify({ given: {}, namespace: 'laurel' }));
  writeFileSync(join(folder, 'running.json'), JSON.stringify({ url: operations, secret: 'x' }));
  writeFileSync(join(folder, 'lock'), JSON.stringify(gone));
  return child;
};
const none = `No stack runs on `;

describe('npm run stack', () => {
  it('tells of a stack that was killed what is left of it, and ends that', async () => {
    const child = await killedStack();
    const { code, out, error } = await stack('status');
    const lines = out.split('\n');
    expect([code, error, lines.length, lines[0]]).toEqual([
      1,
      '',
      3,
      expect.stringMatching(new RegExp(`^plans:1 +pid ${child.pid} .*leads .*http://127\\.0\\.0\\.1:9$`)),
    ]);
    expect(lines.at(-1)).toBe(
      `! The stack itself was killed (process ${gone.pid}), these are left: npm run stack -- down --data-dir ${folder} ends them, npm run stack -- --data-dir ${folder} does so and goes on with their data.`,
    );
    const ended = once(child, 'exit');
    expect(await stack('down')).toEqual({
      code: 0,
      out: 'What a stack that was killed had left behind is stopped; its data stay.',
      error: '',
    });
    await ended;
    expect(files('stack.json', 'running.json', 'engines.json')).toEqual([false, false, true]);
    expect(await stack('status')).toEqual({
      code: 1,
      out: '',
      error: `${none}${folder}: npm run stack -- --data-dir ${folder} first, or name its folder with --data-dir.`,
    });
    expect(await stack('down')).toEqual({ code: 0, out: 'Nothing was running.', error: '' });
  });

  it('takes a process that has the number of one of its own for another', async () => {
    const child = await killedStack();
    const { supervisor, processes } = JSON.parse(readFileSync(join(folder, 'stack.json'), 'utf8')) as {
      supervisor: object;
      processes: object[];
    };
    writeFileSync(join(folder, 'stack.json'), JSON.stringify({ supervisor, processes: processes.map((one) => ({ ...one, since: '1' })) }));
    expect((await stack('status')).error).toMatch(/^No stack runs on /);
    expect((await stack('down')).out).toBe('Nothing was running.');
    expect(child.exitCode ?? child.signalCode).toBe(null);
  });

  it('tells of one that starts or stops, and stops it from another terminal', async () => {
    await killedStack();
    const { child } = await living('console.log(1); setInterval(() => undefined, 1000)');
    writeFileSync(join(folder, 'lock'), JSON.stringify(recorded(child)));
    expect((await stack('status')).error).toBe(
      `The stack of ${folder} is being started or stopped by process ${child.pid}: ask again in a while.`,
    );
    const ended = once(child, 'exit');
    expect((await stack('down')).out).toBe('The stack is stopped; its data stay.');
    expect(await ended).toEqual([null, 'SIGTERM']);
  });

  it('leaves a folder alone that is not one of its own', async () => {
    await killedStack();
    rmSync(join(folder, 'stack-format.json'));
    expect(await stack('down')).toEqual({ code: 0, out: 'Nothing was running.', error: '' });
    expect(files('stack.json', 'running.json')).toEqual([true, true]);
  });

  describe('on a folder whose events lie somewhere', () => {
    const addresses = {
      kafka: '127.0.0.1:1',
      mongodb: 'mongodb://127.0.0.1:1/?replicaSet=rs0',
      postgres: 'postgres://127.0.0.1:1/postgres',
    };
    const onEngines = (all: typeof addresses) => [
      '--built',
      '--port',
      '0',
      '--engines',
      Object.entries(all)
        .map(([engine, address]) => `${engine}=${address}`)
        .join(';'),
    ];
    const given = onEngines(addresses);
    const one = 'kurrentdb://admin:s3c/r?t@127.0.0.1:1?tls=false';
    const begun = (record: object) => writeFileSync(join(folder, 'engines.json'), JSON.stringify({ namespace: 'laurel_x', ...record }));

    it.each([
      ['on KurrentDB without it', { given: {}, events: 'KurrentDB at 127.0.0.1:1' }, '', 'PostgreSQL'],
      [
        'on another KurrentDB',
        { given: {}, events: 'KurrentDB at 127.0.0.1:1' },
        'kurrentdb://127.0.0.1:2?tls=false',
        'KurrentDB at 127.0.0.1:2',
      ],
      ['on PostgreSQL with KurrentDB', { given: {}, events: 'PostgreSQL' }, one, 'KurrentDB at 127.0.0.1:1'],
      ['that names no store with KurrentDB', { given: {} }, one, 'KurrentDB at 127.0.0.1:1'],
    ])('refuses to start one %s', async (_, record: { given: object; events?: string }, kurrentdb, other) => {
      begun(record);
      const { events = 'PostgreSQL' } = record;
      const way = events === 'PostgreSQL' ? 'leave LAUREL_KURRENTDB_URL out' : 'name it by LAUREL_KURRENTDB_URL';
      expect(await stackWith(kurrentdb, ...given)).toEqual({
        code: 1,
        out: '',
        error: `The events of ${folder} lie in ${events}, not in ${other}: ${way}, or begin anew with --fresh.`,
      });
      expect(JSON.parse(readFileSync(join(folder, 'engines.json'), 'utf8'))).toEqual({ namespace: 'laurel_x', ...record });
    });

    it.each([
      ['Kafka', 'kafka', '127.0.0.1:2,127.0.0.1:3', '127.0.0.1:2,127.0.0.1:3'],
      ['MongoDB', 'mongodb', 'mongodb://laurel:s3c/r@t@127.0.0.1:2,127.0.0.1:3/laurel?replicaSet=rs0', '127.0.0.1:2,127.0.0.1:3'],
      ['PostgreSQL', 'postgres', 'postgres://laurel:s3c/r@t@127.0.0.1:2/postgres', '127.0.0.1:2'],
    ] as const)('refuses %s at other hosts than before, and tells no password', async (title, engine, address, hosts) => {
      begun({ given: addresses, events: 'PostgreSQL' });
      expect(await stack(...onEngines({ ...addresses, [engine]: address }))).toEqual({
        code: 1,
        out: '',
        error: `The data of ${folder} lie in ${title} at 127.0.0.1:1, not at ${hosts}: name it in --engines, or begin anew with --fresh.`,
      });
    });

    it('takes servers that came and went, and another password, where one host is known', async () => {
      begun({ given: addresses, events: 'PostgreSQL' });
      const { error } = await stack(
        ...onEngines({
          kafka: '127.0.0.1:2,127.0.0.1:1',
          mongodb: 'mongodb://laurel:x@127.0.0.1:2,127.0.0.1:1/?replicaSet=rs0',
          postgres: 'postgres://127.0.0.1:2/postgres', // the last that is looked at, so that it ends here
        }),
      );
      expect(error).toMatch(/ lie in PostgreSQL at 127\.0\.0\.1:1, not at 127\.0\.0\.1:2: /);
    });

    it('takes the same for the same, whoever it is asked as', async () => {
      begun({ given: {}, events: 'KurrentDB at 127.0.0.1:1' });
      expect((await stackWith(one, '--built', '--port', '0')).error).toBe(
        `The data of ${folder} lie in engines that were given: say the same --engines, or begin anew with --fresh.`,
      );
    });
  });
});
