import type { RowBodies } from './actors.js';
import type { Row } from './annex.js';
import { movementsIn, periodsIn, targetYearIn, typosIn } from './content.js';
import type { Context } from './context.js';
import { explain } from './explanations.js';
import type { Remark } from './issue.js';
import { readDeadline } from './milestones.js';
import { readNames } from './names.js';
import type { Numbered } from './numbering.js';
import { emptyPassage, type Passage } from './passage.js';
import type { ColumnRole, Task } from './reading.js';

export interface ReadRow {
  readonly task: Omit<Task, 'issues'>;
  readonly remarks: readonly Remark[];
  readonly dateLiterals: number;
}

/** One task with everything that is odd about it. A torn row is kept and read no further than its number and content. */
export const readRow = (row: Row, numbered: Numbered, context: Context): ReadRow => {
  const content = cellOf(row, 'content');
  const base = {
    key: numbered.key,
    ...(numbered.no !== undefined && { no: numbered.no }),
    ...(row.section !== undefined && { section: row.section }),
    content: content.text,
    cells: row.cells.map(({ column, passage }) => ({ column: column.role, heading: column.heading, text: passage.text })),
    rows: row.lines.map(({ number }) => number),
  };
  if (row.torn) {
    const remarks = [...numbered.remarks, tornRow(row)];
    return { task: { ...base, leads: [], implementers: [], advisers: [], milestones: [] }, remarks, dateLiterals: 0 };
  }
  const namesIn = (column: 'leads' | 'implementers' | 'advisers') => readNames(cellOf(row, column), column, context.gazetteer);
  const [leads, implementers, advisers] = [namesIn('leads'), namesIn('implementers'), namesIn('advisers')];
  const hasImplementers = row.columns.some(({ role }) => role === 'implementers');
  const bodies: RowBodies = {
    content,
    doers: (hasImplementers ? implementers : leads).entries,
    named: [...advisers.entries, ...implementers.entries, ...leads.entries],
  };
  const deadline = readDeadline(cellOf(row, 'deadline'), base, bodies, context);
  const target = targetYearIn(content.text);
  const periods = periodsIn(content.text);
  const movements = movementsIn(content.text);
  return {
    task: {
      ...base,
      leads: leads.names,
      implementers: implementers.names,
      advisers: advisers.names,
      milestones: deadline.milestones,
      ...(target && { targetYear: target.year }),
      ...(periods.length > 0 && { periods }),
      ...(movements.length > 0 && { movements }),
    },
    remarks: [
      ...numbered.remarks,
      ...row.cells.flatMap(({ column, passage }) => typosIn(passage, column.role, context.typos)),
      ...emptyCells(row),
      ...leads.remarks,
      ...implementers.remarks,
      ...advisers.remarks,
      ...deadline.remarks,
      ...splitCells(row),
    ],
    dateLiterals: deadline.phrases.flatMap(({ points }) => points).filter(({ isDay }) => isDay).length,
  };
};

export const cellOf = ({ cells }: Row, role: ColumnRole): Passage =>
  cells.find(({ column }) => column.role === role)?.passage ?? emptyPassage;

const emptyCells = (row: Row): readonly Remark[] =>
  row.cells.flatMap(({ column, passage }) => {
    const told = passage.text === '' ? whenEmpty[column.role] : undefined;
    return told ? [{ ...told, column: column.role, passage, at: 0, text: '', ...(column.role === 'deadline' && { milestone: 0 }) }] : [];
  });

const whenEmpty: Partial<Record<ColumnRole, Pick<Remark, 'code' | 'explanation'>>> = {
  leads: { code: 'MISSING_LEAD', explanation: explain.emptyLeads },
  implementers: { code: 'UNKNOWN_ORGANISATION', explanation: explain.emptyImplementers },
  advisers: { code: 'MISSING_ADVISER', explanation: explain.emptyAdvisers },
  deadline: { code: 'UNREADABLE_DEADLINE', explanation: explain.emptyDeadline },
};

const splitCells = (row: Row): readonly Remark[] =>
  row.continued.map(({ cell, part, at }) => {
    const { column, passage } = row.cells[cell]!;
    return { code: 'SPLIT_ROW', column: column.role, passage, at, text: part.text, explanation: explain.splitRow(part.text) };
  });

const tornRow = ({ cells, columns, lines: [line] }: Row): Remark => ({
  code: 'TORN_ROW',
  column: 'row',
  passage: { text: line!.text, parts: [{ at: 0, line: line!, from: 0 }] },
  at: 0,
  text: line!.text.trim(),
  explanation: explain.tornRow(cells.length, columns.length),
});
