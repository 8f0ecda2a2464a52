import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Program, startProgram } from '@laurel/testing/program';

/** The compiled program of a child, for a path below `faults/`, whether the caller itself runs compiled or from source. */
export const program = (name: string): string => {
  const path = fileURLToPath(new URL(`../../dist/faults/${name}.js`, import.meta.url));
  if (!existsSync(path)) throw new Error(`${path} is missing: build first (npm test and npm run test:faults do)`);
  return path;
};

export const child = (name: string, ...words: readonly string[]): Program => startProgram(program(name), { words });

/** Resolves when it has said a line that begins so. */
export const saying = async (one: Program, words: string): Promise<void> => {
  for (let count = 1; ; count++) {
    await one.wrote(count);
    if (one.lines[count - 1]!.startsWith(words)) return;
  }
};

export const inFolder = async <T>(work: (folder: string) => Promise<T>): Promise<T> => {
  const folder = mkdtempSync(join(tmpdir(), 'laurel-fault-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

export const between = (low: number, high: number): number => low + Math.random() * (high - low);
