import { afterAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkDataFormat, DataFolderIsNewer, DataFolderLocked, lockDataFolder } from './data-folder.js';

const root = mkdtempSync(join(tmpdir(), 'laurel-folder-'));
afterAll(() => rmSync(root, { recursive: true }));
let count = 0;
const newFolder = () => join(root, String(++count));

describe('a data folder', () => {
  it('belongs to one process at a time, which is named', () => {
    const path = newFolder();
    const unlock = lockDataFolder(path);
    expect(() => lockDataFolder(path)).toThrow(`the data folder ${path} is in use by process ${process.pid}`);
    unlock();
    expect(readdirSync(path)).toEqual([]);
    lockDataFolder(path)();
  });

  it('is free again when the process that held it was killed', async () => {
    const path = newFolder();
    lockDataFolder(path)();
    const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000); console.log("up")'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await once(child.stdout, 'data');
    writeFileSync(join(path, 'lock'), JSON.stringify({ pid: child.pid }));
    expect(() => lockDataFolder(path)).toThrow(DataFolderLocked);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const unlock = lockDataFolder(path);
    expect(JSON.parse(readFileSync(join(path, 'lock'), 'utf8'))).toMatchObject({ pid: process.pid });
    unlock();
  });

  it('is not held by another process that got the same number later, nor by an empty file', () => {
    for (const left of [JSON.stringify({ pid: process.pid, since: '1' }), '']) {
      const path = newFolder();
      lockDataFolder(path)();
      writeFileSync(join(path, 'lock'), left);
      lockDataFolder(path)();
    }
  });

  it('goes to one of several that find at the same moment that its holder is dead', async () => {
    const rounds = Array.from({ length: 8 }, newFolder);
    for (const path of rounds) {
      mkdirSync(path);
      writeFileSync(join(path, 'lock'), JSON.stringify({ pid: 4_194_304, since: '1' })); // more than Linux gives
    }
    const module = fileURLToPath(new URL('../dist/data-folder.js', import.meta.url));
    const script = `
      import { lockDataFolder } from '${module}';
      const from = ${Date.now() + 1_500};
      const taken = ${JSON.stringify(rounds)}.map((path, round) => {
        while (Date.now() < from + round * 200);
        try {
          lockDataFolder(path);
          return 'taken';
        } catch ({ name }) {
          return name;
        }
      });
      console.log(JSON.stringify(taken));
      await new Promise((resolve) => process.stdin.once('end', resolve).resume());`;
    const children = Array.from({ length: 5 }, () =>
      spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['pipe', 'pipe', 'inherit'] }),
    );
    // All hold what they have until the last one has looked.
    const told = await Promise.all(children.map(async ({ stdout }) => JSON.parse(String((await once(stdout, 'data'))[0])) as string[]));
    for (const { stdin } of children) stdin.end();
    for (const round of rounds.keys())
      expect(told.map((one) => one[round]).sort()).toEqual([...Array.from({ length: 4 }, () => 'DataFolderLocked'), 'taken']);
  }, 30_000);

  it('goes on from one that was killed while it took the folder over', () => {
    const path = newFolder();
    mkdirSync(path);
    const [dead, killed] = ['1', '2'].map((since) => JSON.stringify({ pid: 4_194_304, since })) as [string, string];
    writeFileSync(join(path, 'lock'), dead);
    writeFileSync(join(path, `lock.after.${createHash('sha256').update(dead).digest('hex').slice(0, 16)}`), killed);
    lockDataFolder(path)();
    expect(readdirSync(path)).toEqual([]);
  });

  it('is made with the folders above it, and is for its owner alone, even one that was open before', () => {
    const [made, before] = [join(newFolder(), 'a', 'b'), newFolder()];
    mkdirSync(before);
    chmodSync(before, 0o755);
    for (const path of [made, before]) lockDataFolder(path)();
    if (process.platform !== 'win32') expect([made, before].map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o700]);
  });

  it('is told when it cannot be made, at once', () => {
    if (process.platform === 'linux') expect(() => lockDataFolder('/proc/laurel/data')).toThrow(/ENOENT|EACCES/);
  });

  it('keeps its format, and one that is newer is refused and left as it is', () => {
    const path = newFolder();
    lockDataFolder(path)();
    expect([checkDataFormat(path, 1), checkDataFormat(path, 1), checkDataFormat(path, 2)]).toEqual([undefined, 1, 1]);
    expect(() => checkDataFormat(path, 1)).toThrow(DataFolderIsNewer);
    expect(readFileSync(join(path, 'format.json'), 'utf8')).toBe('{"format":2}');
  });
});
