import { columnHeadings } from './grammar/columns.js';
import { bareSection, codedSection, sectionCode, sectionTitles } from './grammar/sections.js';
import { emptyPassage, join, type Passage, passageOf } from './passage.js';
import type { Line } from './published-text.js';
import type { ColumnRole, Section } from './reading.js';

export interface Column {
  readonly role: ColumnRole;
  readonly heading: string;
}

export interface Cell {
  readonly column: Column;
  readonly passage: Passage;
}

/** A row of the table that stands for a task; cells in the order of the columns. */
export interface Row {
  readonly section?: string;
  readonly columns: readonly Column[];
  readonly cells: readonly Cell[];
  readonly lines: readonly Line[];
  /** Fewer or more cells than the header: which cell is which is not certain. */
  readonly torn: boolean;
  /** What a page break cut off: the index of the cell, the part, and where it now begins in the cell. */
  readonly continued: readonly { readonly cell: number; readonly part: Passage; readonly at: number }[];
}

export interface Annex {
  readonly sections: readonly Section[];
  readonly rows: readonly Row[];
  /** Lines within the table that are no row of it. */
  readonly strays: readonly Passage[];
  readonly remarks: readonly Passage[];
}

/** The index of the first header row: where the table begins. */
export const tableStart = (lines: readonly Line[]): number => lines.findIndex((line) => headerOf(line) !== undefined);

/** The rows of the annex, from its caption or header row on. Rows above the first header have no columns and are strays. */
export const readAnnex = (lines: readonly Line[], start: number): Annex => {
  const last = lines.findLastIndex((line) => line.text.includes('\t') && line.text.trim() !== '');
  const state: Reading = { columns: [], afterHeader: false, inCaption: true, sections: [], rows: [], strays: [], remarks: [] };
  for (let index = start; index < lines.length; index += 1) {
    const line = lines[index]!;
    if (line.text.trim() !== '') readLine(state, line, index > last + 1);
  }
  return state;
};

interface Reading {
  columns: readonly Column[];
  afterHeader: boolean;
  inCaption: boolean;
  section?: string;
  readonly sections: Section[];
  readonly rows: Row[];
  readonly strays: Passage[];
  readonly remarks: Passage[];
}

const readLine = (state: Reading, line: Line, below: boolean): void => {
  const header = headerOf(line);
  if (header) {
    state.columns = header;
    state.afterHeader = true;
    state.inCaption = false;
    return;
  }
  const passages = cellsOf(line);
  if (state.afterHeader && passages.length === state.columns.length) {
    if (passages.every(({ text }, index) => text.replace(/[().]/g, '') === String(index + 1)))
      return void state.remarks.push(passageOf(line, 0, line.text.length));
    const below = secondHeading(state.columns, passages);
    if (below) return void (state.columns = below);
  }
  const section = sectionOf(passages, state.columns, state.afterHeader && state.rows.length > 0);
  if (passages.length === 1 && !section) return readLooseLine(state, line, below);
  const firstAfterHeader = state.afterHeader;
  state.afterHeader = false;
  if (section) return openSection(state, section);
  const number = passages[state.columns.findIndex(({ role }) => role === 'number')]?.text;
  if (number === '' && firstAfterHeader && passages.length <= state.columns.length && continueRow(state, line, passages)) return;
  if (number === '' && !looksLikeTask(state.columns, passages)) return void state.strays.push(passageOf(line, 0, line.text.length));
  if (passages.length !== state.columns.length && !/^\d/.test(number ?? ''))
    return void state.strays.push(passageOf(line, 0, line.text.length));
  state.rows.push(rowOf(state, line, passages));
};

/** A line without tabs: a caption between two tables, something below the last one, or a piece of a torn row. */
const readLooseLine = (state: Reading, line: Line, below: boolean): void => {
  const passage = passageOf(line, 0, line.text.length);
  if (annexCaption.test(passage.text)) state.inCaption = true;
  if (state.inCaption || below) state.remarks.push(passage);
  else state.strays.push(passage);
};

export const annexCaption = /^(?:PHỤ LỤC|BIỂU|DANH MỤC|BẢNG)(?![\p{L}\p{N}])/u;

const longestHeading = 60;

const headerOf = (line: Line): readonly Column[] | undefined => {
  if (!line.text.includes('\t')) return undefined;
  const headings = line.text.split('\t').map((cell) => cell.trim());
  if (headings.some((heading) => heading.length > longestHeading || /^\(?\d+[.)]*$/.test(heading))) return undefined;
  const columns = rolesOf(headings);
  const known = columns.filter(({ role }) => role !== 'extra');
  return known.length >= 3 && known.some(({ role }) => role === 'content') ? columns : undefined;
};

/** A second line of a header, under a heading that spans several columns ("Phân công": "Chủ trì", "Phối hợp"). */
const secondHeading = (columns: readonly Column[], cells: readonly Passage[]): readonly Column[] | undefined => {
  const filled = cells.flatMap(({ text }, index) => (text === '' ? [] : [{ text, above: columns[index]!.role }]));
  const fits = ({ text, above }: (typeof filled)[number]): boolean =>
    above === 'extra' && columnHeadings.some(({ role, pattern }) => role !== 'extra' && pattern.test(text));
  if (filled.length === 0 || !filled.every(fits)) return undefined;
  return rolesOf(columns.map(({ heading }, index) => cells[index]!.text || heading));
};

/** Each role goes to one column. Where two name a lead and none an implementer, the first leads and the second does the work. */
const rolesOf = (headings: readonly string[]): readonly Column[] => {
  const roles = headings.map((heading) => columnHeadings.find(({ pattern }) => pattern.test(heading))?.role ?? 'extra');
  const taken = new Set<ColumnRole>();
  return headings.map((heading, index) => {
    let role = roles[index]!;
    if (role === 'leads' && taken.has('leads') && !roles.includes('implementers')) role = 'implementers';
    if (taken.has(role)) role = 'extra';
    if (role !== 'extra') taken.add(role);
    return { role, heading };
  });
};

const cellsOf = (line: Line): readonly Passage[] => {
  const cells: Passage[] = [];
  let from = 0;
  for (const cell of line.text.split('\t')) {
    cells.push(passageOf(line, from, from + cell.length));
    from += cell.length + 1;
  }
  return cells;
};

/** A section row has a code and a title, or a title alone, and nothing else. After a page break a lone cell is a continuation first. */
const sectionOf = (cells: readonly Passage[], columns: readonly Column[], continues: boolean): Section | undefined => {
  const filled = cells.filter(({ text }) => text !== '');
  const [first, second] = filled;
  const atNumber =
    cells[
      Math.max(
        0,
        columns.findIndex(({ role }) => role === 'number'),
      )
    ];
  if (filled.length === 2 && first === atNumber && sectionCode.test(first!.text) && !isDeadlineCell(cells, columns, second!))
    return sectionWith(sectionCode.exec(first!.text)![1]!, second!.text);
  if (filled.length !== 1) return undefined;
  const coded = codedSection.exec(first!.text);
  if (coded && !(continues && first !== atNumber)) return sectionWith(coded[1]!, coded[2]!);
  return bareSection.test(first!.text) && !isDeadlineCell(cells, columns, first!) ? sectionWith(first!.text, first!.text) : undefined;
};

/** "Quý II" under the heading of time is a deadline, not a title. */
const isDeadlineCell = (cells: readonly Passage[], columns: readonly Column[], cell: Passage): boolean =>
  cells.length > 1 && columns[cells.indexOf(cell)]?.role === 'deadline';

const sectionWith = (code: string, titleVi: string): Section => {
  for (const { pattern, read } of sectionTitles) {
    const match = pattern.exec(titleVi);
    if (match) return { code, titleVi, ...read(match) };
  }
  return { code, titleVi, kind: 'OTHER' };
};

const openSection = (state: Reading, section: Section): void => {
  state.sections.push(section);
  state.section = section.code;
};

/** Adds what stands after a page break to the row before it. False when there is no such row, or it has other columns. */
const continueRow = (state: Reading, line: Line, passages: readonly Passage[]): boolean => {
  const row = state.rows.at(-1);
  if (!row || row.torn || row.columns.length !== state.columns.length) return false;
  if (row.columns.some(({ role, heading }, index) => state.columns[index]!.role !== role || state.columns[index]!.heading !== heading))
    return false;
  const continued = row.cells.flatMap(({ passage }, cell) => {
    const part = passages[cell] ?? emptyPassage;
    return part.text === '' ? [] : [{ cell, part, at: passage.text === '' ? 0 : passage.text.length + 1 }];
  });
  state.rows[state.rows.length - 1] = {
    ...row,
    lines: [...row.lines, line],
    cells: row.cells.map(({ column, passage }, index) => ({ column, passage: join(passage, passages[index] ?? emptyPassage) })),
    continued: [...row.continued, ...continued],
  };
  return true;
};

/** A row without a number is a task when it says what and either who or when. */
const looksLikeTask = (columns: readonly Column[], passages: readonly Passage[]): boolean => {
  const filled = new Set(columns.filter((_, index) => passages[index]?.text).map(({ role }) => role));
  return passages.length === columns.length && filled.has('content') && filled.size > 1;
};

const rowOf = (state: Reading, line: Line, passages: readonly Passage[]): Row => ({
  ...(state.section !== undefined && { section: state.section }),
  columns: state.columns,
  cells: passages.map((passage, index) => ({ column: state.columns[index] ?? { role: 'extra', heading: '' }, passage })),
  lines: [line],
  torn: passages.length !== state.columns.length,
  continued: [],
});
