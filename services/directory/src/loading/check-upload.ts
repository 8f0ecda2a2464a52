import { type OrganisationInTime, organisationKind, type OrganisationKind, organisationKinds } from '@laurel/contracts';
import type { Reason } from '@laurel/event-sourcing';
import { derivedId } from '@laurel/runtime';
import { because as becauseOfCode, isCode } from '../codes.js';
import { notThere } from '../reference.js';
import { dayIn, listIn } from './cells.js';
import { columns } from './columns.js';
import { type Columns, mostRows, readTable, type Row, type RowProblem, type TableName } from './csv-table.js';
import type { Entries } from './entries.js';
import { inTurns } from './in-turns.js';
import { because } from './loading.reasons.js';
import { ruleOf } from './rule-in.js';

export type UploadedFiles = Readonly<Partial<Record<TableName, string>>>;

/** What the directory holds already. */
export interface KnownDirectory {
  readonly organisations: readonly OrganisationInTime[];
  /** Of groups and offices too: one space. */
  readonly codes: ReadonlySet<string>;
  readonly people: ReadonlySet<string>;
}

export type Checked = { readonly entries: Entries } | { readonly problems: readonly RowProblem[] };

const mostBytes = 5 * 1024 * 1024;

/**
 * Turns the files of one upload into what is to be loaded, or tells every problem with its line, column and value: all or nothing.
 * Ids follow from the upload and the codes, so that the same upload always means the same things.
 */
export const checkUpload = async (uploadId: string, files: UploadedFiles, known: KnownDirectory): Promise<Checked> => {
  const bytes = Object.values(files).reduce((sum, content) => sum + Buffer.byteLength(content), 0);
  if (bytes > mostBytes) return { problems: [wholeFile(files, because('UPLOAD_TOO_LARGE', { bytes, most: mostBytes }))] };

  const problems: RowProblem[] = [];
  const read = async <Name extends string>(table: TableName, of: Columns<Name>): Promise<readonly Row<Name>[]> => {
    const content = files[table];
    if (content === undefined) return [];
    const found = await readTable(table, content, of);
    for (const problem of found.problems) problems.push(problem); // too many to be arguments of one call
    return found.rows;
  };
  const tables = {
    organisations: await read('organisations', columns.organisations),
    groups: await read('groups', columns.groups),
    people: await read('people', columns.people),
    offices: await read('offices', columns.offices),
  };
  const rows = Object.values(tables).reduce((sum, { length }) => sum + length, 0);
  if (rows > mostRows) return { problems: [wholeFile(files, because('TOO_MANY_ROWS', { most: mostRows }))] };

  const at = <Name extends string>(table: TableName, row: Row<Name>, column: Name, reason: Reason): void => {
    problems.push({ table, line: row.line, column, value: row.cells[column], reason });
  };

  const codes = new Map<string, number>();
  const takeCode = <Name extends string>(table: TableName, row: Row<Name | 'code'>): void => {
    const { code } = row.cells;
    const before = codes.get(code);
    if (!isCode(code)) at(table, row, 'code', becauseOfCode('BAD_CODE'));
    else if (before !== undefined) at(table, row, 'code', because('CODE_DOUBLED', { line: before }));
    else if (known.codes.has(code)) at(table, row, 'code', becauseOfCode('CODE_TAKEN', { code }));
    codes.set(code, before ?? row.line);
  };
  const day = <Name extends string>(table: TableName, row: Row<Name>, column: Name): string | undefined => {
    const found = dayIn(row.cells[column]);
    if (found === undefined) at(table, row, column, because('BAD_DATE'));
    return found ?? undefined;
  };

  const named = new Map<string, Named>(known.organisations.map(({ id, code, from, to }) => [code, { id, from, to }]));
  await inTurns(tables.organisations, (row) => {
    takeCode('organisations', row);
    const from = day('organisations', row, 'from');
    if (!named.has(row.cells.code)) named.set(row.cells.code, { id: derivedId('org', uploadId, row.cells.code), from });
  });
  /** The organisation of a code, which has to exist on a day. */
  const find = <Name extends string>(table: TableName, row: Row<Name>, column: Name, code: string, on: string | undefined): string => {
    const organisation = named.get(code);
    if (!organisation) at(table, row, column, because('UNKNOWN_CODE', { code }));
    const reason = organisation && notThere({ id: code, seen: { ...organisation, ancestors: [] } }, on);
    if (reason) at(table, row, column, reason);
    return organisation?.id ?? '';
  };

  const below = circles(tables.organisations);
  const leadingUnits: Entries['leadingUnits'][number][] = [];
  const organisations = await inTurns(tables.organisations, (row) => {
    const { code, kind, name, aliases, parent, leading_unit: leader } = row.cells;
    const { id, from } = named.get(code)!;
    const since = from === undefined ? {} : { from };
    if (!organisationKind.safeParse(kind).success)
      at('organisations', row, 'kind', because('UNKNOWN_KIND', { kinds: organisationKinds.join(', ') }));
    if (below.has(code)) at('organisations', row, 'parent', because('PARENT_CYCLE'));
    const parentId = parent === '' ? null : find('organisations', row, 'parent', parent, from);
    if (leader !== '') {
      if (kind !== 'CLUSTER') at('organisations', row, 'leading_unit', because('NOT_A_CLUSTER'));
      leadingUnits.push({ clusterId: id, unitId: find('organisations', row, 'leading_unit', leader, from), ...since });
    }
    return { organisationId: id, code, kind: kind as OrganisationKind, name, aliases: listIn(aliases), parentId, ...since };
  });

  const groups = await inTurns(tables.groups, (row) => {
    takeCode('groups', row);
    const { code, name, aliases } = row.cells;
    const from = day('groups', row, 'from');
    const organisation = (column: 'of' | 'members', value: string): string => {
      const found = named.get(value)?.id;
      if (found === undefined) at('groups', row, column, because('UNKNOWN_CODE', { code: value }));
      return found ?? '';
    };
    const rule = ruleOf(row, organisation, (column, reason) => at('groups', row, column, reason));
    return { groupId: derivedId('grp', uploadId, code), code, name, aliases: listIn(aliases), rule, ...(from !== undefined && { from }) };
  });

  const keys = new Map<string, { readonly id: string; readonly line: number }>();
  const people = await inTurns(tables.people, (row) => {
    const { key, name, unit } = row.cells;
    const before = keys.get(key);
    if (before) at('people', row, 'key', because('CODE_DOUBLED', { line: before.line }));
    const personId = derivedId('per', uploadId, key);
    keys.set(key, before ?? { id: personId, line: row.line });
    const from = day('people', row, 'from') ?? '';
    const birthDate = day('people', row, 'birth_date') ?? null;
    return { personId, name, birthDate, unitId: find('people', row, 'unit', unit, from), from };
  });

  const holders: Entries['holders'][number][] = [];
  const offices = await inTurns(tables.offices, (row) => {
    takeCode('offices', row);
    const { code, name, aliases, organisation, holder } = row.cells;
    const officeId = derivedId('off', uploadId, code);
    const from = day('offices', row, 'from');
    const organisationId = organisation === '' ? null : find('offices', row, 'organisation', organisation, from);
    if (holder !== '') {
      const personId = keys.get(holder)?.id ?? (known.people.has(holder) ? holder : undefined);
      if (personId === undefined) at('offices', row, 'holder', because('UNKNOWN_PERSON', { key: holder }));
      if (row.cells.holder_from === '') at('offices', row, 'holder_from', because('VALUE_MISSING'));
      const holds = day('offices', row, 'holder_from');
      if (personId !== undefined && holds !== undefined) holders.push({ officeId, personId, from: holds });
    }
    return { officeId, code, name, aliases: listIn(aliases), organisationId, ...(from !== undefined && { from }) };
  });

  if (problems.length === 0 && rows === 0) problems.push(wholeFile(files, because('NOTHING_TO_LOAD')));
  return problems.length > 0
    ? { problems: problems.toSorted(byPlace) }
    : { entries: { organisations, leadingUnits, groups, people, offices, holders } };
};

interface Named {
  readonly id: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const wholeFile = (files: UploadedFiles, reason: Reason): RowProblem => ({
  table: order.find((table) => files[table] !== undefined) ?? 'organisations',
  line: 1,
  column: null,
  value: null,
  reason,
});

const order: readonly TableName[] = ['organisations', 'groups', 'people', 'offices'];
const byPlace = (a: RowProblem, b: RowProblem): number => order.indexOf(a.table) - order.indexOf(b.table) || a.line - b.line;

/** Codes of the rows that lie on a circle of parents. Each row is walked once. */
const circles = (rows: readonly Row<'code' | 'parent'>[]): ReadonlySet<string> => {
  const parents = new Map(rows.map(({ cells }) => [cells.code, cells.parent]));
  const walked = new Set<string>();
  const found = new Set<string>();
  for (const start of parents.keys()) {
    const way: string[] = [];
    let code: string | undefined = start;
    while (code !== undefined && parents.has(code) && !walked.has(code)) {
      walked.add(code);
      way.push(code);
      code = parents.get(code);
    }
    const back = code === undefined ? -1 : way.indexOf(code);
    if (back >= 0) for (const one of way.slice(back)) found.add(one);
  }
  return found;
};
