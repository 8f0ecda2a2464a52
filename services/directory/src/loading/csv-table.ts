import { Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import type { Reason } from '@laurel/event-sourcing';
import { CsvError, parse } from 'csv-parse';
import { because } from './loading.reasons.js';

export const tableNames = ['organisations', 'groups', 'people', 'offices'] as const;
export type TableName = (typeof tableNames)[number];

/** One thing that is wrong, with its place in the file as people see it there. */
export interface RowProblem {
  readonly table: TableName;
  /** 1-based; the heading is line 1. */
  readonly line: number;
  readonly column: string | null;
  readonly value: string | null;
  readonly reason: Reason;
}

/** Column → other headings that people write, and whether it must be there. */
export type Columns<Name extends string> = Readonly<Record<Name, { readonly also: readonly string[]; readonly required: boolean }>>;

export interface Row<Name extends string> {
  readonly line: number;
  /** Trimmed and NFC; empty where the file has no such column. */
  readonly cells: Readonly<Record<Name, string>>;
}

export interface Table<Name extends string> {
  readonly rows: readonly Row<Name>[];
  readonly problems: readonly RowProblem[];
}

interface ParsedRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/**
 * Reads CSV as offices write it: comma, semicolon or tab, any line end, a byte-order mark, decomposed letters, columns in any order
 * under English or Vietnamese headings. Gives every problem that it finds, and the rows that have none; of a file that is too long, only that.
 */
export const readTable = async <Name extends string>(table: TableName, content: string, columns: Columns<Name>): Promise<Table<Name>> => {
  const text = content.replace(/^\uFEFF/, '').normalize('NFC');
  const problem = (line: number, column: string | null, value: string | null, reason: Reason): RowProblem => ({
    table,
    line,
    column,
    value,
    reason,
  });
  const parsed = await parseRecords(text);
  if ('line' in parsed) return { rows: [], problems: [problem(parsed.line, null, null, because('NOT_CSV'))] };
  const [heading, ...records] = parsed.records;
  if (records.length > mostRows) return { rows: [], problems: [problem(1, null, null, because('TOO_MANY_ROWS', { most: mostRows }))] };
  if (!heading) return { rows: [], problems: [problem(1, null, null, because('NOTHING_TO_LOAD'))] };

  const names = heading.record.map((title) => nameOf(title, columns));
  const headingProblems = [
    ...heading.record.flatMap((title, index) => (names[index] === undefined ? [problem(1, title, null, because('COLUMN_UNKNOWN'))] : [])),
    ...names.flatMap((name, index) =>
      name !== undefined && names.indexOf(name) < index ? [problem(1, name, null, because('COLUMN_DOUBLED'))] : [],
    ),
    ...namesOf(columns).flatMap((name) =>
      columns[name].required && !names.includes(name) ? [problem(1, name, null, because('COLUMN_MISSING'))] : [],
    ),
  ];
  if (headingProblems.length > 0) return { rows: [], problems: headingProblems };

  const problems: RowProblem[] = [];
  const rows: Row<Name>[] = [];
  for (const { record, info } of records) {
    if (record.every((cell) => cell.trim() === '')) continue;
    const line = info.lines - record.reduce((breaks, cell) => breaks + (cell.match(/\n/g)?.length ?? 0), 0);
    if (record.length !== names.length) {
      problems.push(problem(line, null, null, because('ROW_TORN', { expected: names.length, found: record.length })));
      continue;
    }
    const row: Row<Name> = { line, cells: cellsOf(record, names, columns) };
    const missing = namesOf(columns).filter((name) => columns[name].required && row.cells[name] === '');
    problems.push(...missing.map((name) => problem(line, name, '', because('VALUE_MISSING'))));
    const long = namesOf(columns).filter((name) => row.cells[name].length > longest);
    problems.push(
      ...long.map((name) => problem(line, name, `${row.cells[name].slice(0, 80)}…`, because('VALUE_TOO_LONG', { most: longest }))),
    );
    if (missing.length === 0 && long.length === 0) rows.push(row);
  }
  return { rows, problems };
};

const longest = 2000;

/** Of one upload; more than any authority has. */
export const mostRows = 20_000;

const parseRecords = async (text: string): Promise<{ readonly records: readonly ParsedRecord[] } | { readonly line: number }> => {
  const options = {
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    delimiter: delimiterOf(text),
    record_delimiter: ['\r\n', '\n', '\r'],
  };
  const records: ParsedRecord[] = [];
  try {
    for await (const record of Readable.from(slices(Buffer.from(text))).pipe(parse(options))) {
      records.push(record as ParsedRecord); // the shape that `info` gives
      if (records.length > mostRows + 1) break;
    }
    return { records };
  } catch (error) {
    if (error instanceof CsvError) return { line: typeof error['lines'] === 'number' ? error['lines'] : 1 };
    throw error;
  }
};

/** Everybody else of the process has a turn after every slice. */
async function* slices(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += sliceSize) {
    yield bytes.subarray(at, at + sliceSize);
    await turn();
  }
}
const sliceSize = 32 * 1024;

/** Of the heading, where no cell holds one of them in its text. */
const delimiterOf = (text: string): string => {
  const heading = text.slice(0, text.search(/[\r\n]|$/));
  const count = (delimiter: string) => heading.split(delimiter).length;
  return [';', '\t'].reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best), ',');
};

const namesOf = <Name extends string>(columns: Columns<Name>): readonly Name[] => Object.keys(columns) as Name[]; // a record's own keys

const nameOf = <Name extends string>(title: string, columns: Columns<Name>): Name | undefined => {
  const asked = plain(title);
  return namesOf(columns).find((name) => [name, ...columns[name].also].some((known) => plain(known) === asked));
};

const plain = (title: string): string =>
  title
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ');

const cellsOf = <Name extends string>(record: readonly string[], names: readonly (Name | undefined)[], columns: Columns<Name>) =>
  Object.fromEntries(
    namesOf(columns).map((name) => [name, (record[names.indexOf(name)] ?? '').replace(/[\s\u00A0]+/g, ' ').trim()]),
  ) as Record<Name, string>; // one entry a name
