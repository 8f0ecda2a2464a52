/** A defect that event stores have had, ours or others': the suite must turn red for it. */
export interface Mutant {
  readonly defect: string;
  /** Below `libs/`. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const append = 'event-store-sqlite/src/append.ts';
const group = 'event-store-sqlite/src/group-commit.ts';
const door = 'event-store-sqlite/src/open-sqlite-event-store.ts';
const kit = 'event-sourcing/src/engine-kit';
const outcomes = 'group.map(({ writes }) => append(db, writes, recordedAt))';

export const mutants: readonly Mutant[] = [
  {
    defect: '`expected` is ignored when the stream is new',
    file: `${kit}/expectation.ts`,
    from: "expected === 'any' ||",
    to: "expected === 'any' || head < 0 ||",
  },
  {
    defect: 'the check for a repeat is skipped',
    file: append,
    from: 'repeated(write, (id) => placeOf(db, id)));',
    to: 'void write as undefined);',
  },
  {
    defect: 'a repeat is taken wherever its ids stand',
    file: `${kit}/expectation.ts`,
    from: 'place.revision === begin + index',
    to: 'begin >= 0',
  },
  { defect: 'a refused append leaves a part behind', file: append, from: 'ROLLBACK TO append; RELEASE append', to: 'RELEASE append' },
  {
    defect: 'a conflict tells what was expected',
    file: append,
    from: "heads[stale]! < 0 ? 'none' : heads[stale]!",
    to: "expected as 'none'",
  },
  { defect: 'INSERT OR IGNORE hides a collision of ids', file: append, from: 'INSERT INTO events', to: 'INSERT OR IGNORE INTO events' },
  {
    defect: 'positions are used again (no AUTOINCREMENT)',
    file: 'event-store-sqlite/src/schema.ts',
    from: 'PRIMARY KEY AUTOINCREMENT',
    to: 'PRIMARY KEY',
  },
  { defect: 'ids are not unique', file: 'event-store-sqlite/src/schema.ts', from: 'id BLOB NOT NULL UNIQUE', to: 'id BLOB NOT NULL' },
  { defect: 'positions do not compare as text', file: `${kit}/position.ts`, from: ".padStart(16, '0')", to: '' },
  {
    defect: 'a reader starts at its position, not after it (`<=` for `<`)',
    file: 'event-store-sqlite/src/log-reader.ts',
    from: "'position > ? AND",
    to: "'position >= ? AND",
  },
  {
    defect: 'progress passes what was not delivered',
    file: 'event-store-sqlite/src/log-reader.ts',
    from: 'to: rows.length < limit ? to : rows.at(-1)![0]',
    to: 'to',
  },
  { defect: 'a stream is read without its first event', file: door, from: 'AND revision >= ?', to: 'AND revision > ?' },
  { defect: 'a long stream is cut short in silence', file: `${kit}/fetch.ts`, from: 'last: rows.length < size', to: 'last: true' },
  {
    defect: 'a read of the log runs after what is written meanwhile',
    file: `${kit}/fetch.ts`,
    from: 'until === undefined ? end',
    to: 'until === undefined ? Number.MAX_SAFE_INTEGER',
  },
  {
    defect: 'a refusal is told before COMMIT',
    file: group,
    from: outcomes,
    to: `group.map(({ writes, reject }) => { const one = append(db, writes, recordedAt); if (one instanceof Error) reject(one); return one; })`,
  },
  {
    defect: 'success is told before COMMIT',
    file: group,
    from: outcomes,
    to: `group.map(({ writes, resolve }) => { const one = append(db, writes, recordedAt); if (!(one instanceof Error)) resolve(one); return one; })`,
  },
  { defect: 'close does not wait for what was taken', file: group, from: 'running ? new', to: 'running && !closed ? new' },
  { defect: 'a second close leaves the first one waiting for ever', file: group, from: 'closing ??= running', to: 'closing = running' },
  {
    defect: 'nobody is woken by what this process writes',
    file: door,
    from: 'shared.growth.wake();\n    lookAtWal();',
    to: 'lookAtWal();',
  },
  {
    defect: 'nobody is woken by what another process writes',
    file: 'event-store-sqlite/src/wake-ups.ts',
    from: 'return foreign !== before;',
    to: 'return foreign !== before && false;',
  },
  { defect: 'BEGIN is deferred', file: 'sqlite/src/sqlite-file.ts', from: "'BEGIN IMMEDIATE'", to: "'BEGIN'" },
  { defect: 'a lock is not waited for', file: 'sqlite/src/patiently.ts', from: "!== 'BUSY') throw", to: "!== 'OTHER') throw" },
];
