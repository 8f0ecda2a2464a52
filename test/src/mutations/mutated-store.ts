import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { EventStore } from '@laurel/event-sourcing';
import { openSqlite } from '@laurel/sqlite';
import type { StoreUnderTest } from '@laurel/testing';
import { transformSync } from '@swc/core';
import type { Mutant } from './mutants.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
/** Folder beside the others → what is compiled into it, below `libs/`; and by which name the others import it. */
const parts = [
  { folder: 'sqlite', sources: 'sqlite/src', name: '@laurel/sqlite' },
  { folder: 'engine-kit', sources: 'event-sourcing/src/engine-kit', name: '@laurel/event-sourcing/engine-kit' },
  { folder: 'event-store-sqlite', sources: 'event-store-sqlite/src', name: '@laurel/event-store-sqlite' },
] as const;
type Open = (options: { readonly path: string; readonly lockTimeoutMs: number }) => Promise<EventStore>;

/** The engine, its SQLite library and its kit compiled beside the originals, with one defect or none. Gives its door and the way to remove it. */
export const mutated = async (mutant: Mutant | undefined): Promise<{ readonly open: Open; readonly remove: () => void }> => {
  mkdirSync(join(root, 'test/dist/mutants'), { recursive: true });
  const folder = mkdtempSync(join(root, 'test/dist/mutants/mutant-'));
  let changed = 0;
  for (const { folder: part, sources } of parts) {
    mkdirSync(join(folder, part));
    for (const name of readdirSync(join(root, 'libs', sources)).filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))) {
      let source = readFileSync(join(root, 'libs', sources, name), 'utf8');
      if (mutant?.file === `${sources}/${name}`) {
        changed = source.split(mutant.from).length - 1;
        source = source.replace(mutant.from, () => mutant.to);
      }
      const { code } = transformSync(source, {
        swcrc: false,
        module: { type: 'es6' },
        jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
      });
      const beside = parts.reduce(
        (text, one) => text.replaceAll(new RegExp(`(["'])${one.name}\\1`, 'g'), `'../${one.folder}/index.js'`),
        code,
      );
      // What a part imports from the folder above it stays the original.
      const above = relative(join(folder, part), join(root, 'libs', sources, '..'));
      writeFileSync(join(folder, part, name.replace(/\.ts$/, '.js')), beside.replaceAll(/(?<=from ["'])\.\.(?=\/[\w-]+\.js["'])/g, above));
    }
  }
  if (mutant && changed !== 1) throw new Error(`"${mutant.from}" stands ${changed} times in ${mutant.file}: the mutant no longer fits`);
  const door = (await import(pathToFileURL(join(folder, 'event-store-sqlite/index.js')).href)) as { readonly openSqliteEventStore: Open };
  return { open: door.openSqliteEventStore, remove: () => rmSync(folder, { recursive: true }) };
};

/** An empty store of this door, with all that a test may do behind its back done by the sound library. */
export const subject = async (open: Open): Promise<StoreUnderTest> => {
  const folder = mkdtempSync(join(tmpdir(), 'laurel-mutant-'));
  const path = join(folder, 'events.db');
  const opened: EventStore[] = [];
  const another = async () => {
    const store = await open({ path, lockTimeoutMs: 100 });
    opened.push(store);
    return store;
  };
  const store = await another();
  const beside = await openSqlite({ path, migrations: ['SELECT 1'] }); // the store has migrated it
  const count = beside.openReader();
  return {
    store,
    another,
    whileLocked: (work) => beside.transaction(work),
    committed: () => count.prepare<{ events: number }>('SELECT count(*) AS events FROM events').get()!.events,
    removeLast: () => beside.transaction((db) => db.exec('DELETE FROM events WHERE position = (SELECT max(position) FROM events)')),
    dispose: async () => {
      for (const one of opened) await one.close().catch(() => undefined); // a mutant may not even close
      await beside.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
