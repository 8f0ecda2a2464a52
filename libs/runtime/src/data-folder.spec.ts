import { afterAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
