import { type DeadlinePolicy, strictlyBefore } from '@laurel/calendar';
import { refuse } from '@laurel/event-sourcing';
import { readAnnex, type Row, tableStart } from './annex.js';
import { certainTypos } from './content.js';
import type { Context } from './context.js';
import { outputsOf } from './documents.js';
import { explain } from './explanations.js';
import { type Gazetteer, indexGazetteer } from './gazetteer.js';
import { readHeader, startOfCaption } from './header.js';
import { toIssues } from './issue.js';
import { readMovements } from './movements.js';
import { countedRows, readNumbers } from './numbering.js';
import { type Passage, passageOf } from './passage.js';
import { decode, linesOf } from './published-text.js';
import { because } from './reading.reasons.js';
import { type Issue, issueCodes, type PlanReading, type Task } from './reading.js';
import { cellOf, readRow } from './row.js';
import { siblingsOf } from './siblings.js';

export interface ReadingOptions {
  /** How the office reads "trước ngày D"; strictly before by default. */
  readonly policy?: DeadlinePolicy;
}

/**
 * Reads a yearly plan with its annex of tasks. Takes the text as published (bytes in UTF-8 or UTF-16, or text) and the names that the
 * directory knows. Nothing is repaired silently and nothing guessed: what is odd is an issue. Throws a refusal (`reading.reasons.ts`)
 * for a text that is too large, no text, no plan, without an annex, or of no year.
 */
export const readPlan = (published: Uint8Array | string, gazetteer: Gazetteer, options: ReadingOptions = {}): PlanReading => {
  const text = decode(published);
  const lines = linesOf(text);
  const table = tableStart(lines);
  const plan = readHeader(lines, table < 0 ? lines.length : table);
  if (table < 0) throw refuse(because('PLAN_WITHOUT_ANNEX'));
  const caption = startOfCaption(lines, table);
  const annex = readAnnex(lines, caption);
  const hasNumbers = annex.rows.some((row) => row.columns.some(({ role }) => role === 'number'));
  const numbers = hasNumbers ? readNumbers(annex.rows.map(numberCell)) : countedRows(annex.rows.length);
  const numberedRows = annex.rows.map((row, index) => ({ row, numbered: numbers[index]! }));
  const context: Context = {
    plan,
    policy: options.policy ?? strictlyBefore,
    gazetteer: indexGazetteer(gazetteer),
    refs: new Set(gazetteer.entries.map(({ ref }) => ref)),
    outputs: outputsOf(
      numberedRows.map(({ row, numbered: { no } }) => ({ ...(no !== undefined && { no }), content: cellOf(row, 'content').text })),
    ),
    siblings: siblingsOf(numberedRows.map(({ row, numbered: { key } }) => ({ key, deadline: cellOf(row, 'deadline').text }))),
    typos: certainTypos(text.normalize('NFC')),
    sections: new Map(annex.sections.map((section) => [section.code, section])),
  };
  const read = numberedRows.map(({ row, numbered }) => readRow(row, numbered, context));
  const tasks: readonly Task[] = read.map(({ task, remarks }) => ({ ...task, issues: toIssues(task.key, remarks) }));
  const issues = toIssues(
    'plan',
    annex.strays.map((passage) => ({
      code: 'TORN_ROW',
      column: 'row',
      passage,
      at: 0,
      text: passage.text,
      explanation: explain.strayLine,
    })),
  );
  return {
    plan,
    sections: annex.sections,
    movements: readMovements(lines.slice(0, caption)),
    tasks,
    issues,
    remarks: annex.remarks.map((passage) => ({ line: passage.parts[0]!.line.number, text: passage.text })),
    totals: {
      tasks: tasks.length,
      tasksBySection: countBy(tasks.flatMap(({ section }) => section ?? [])),
      milestones: tasks.reduce((sum, { milestones }) => sum + milestones.length, 0),
      dateLiterals: read.reduce((sum, { dateLiterals }) => sum + dateLiterals, 0),
      issues: countIssues([...issues, ...tasks.flatMap((task) => task.issues)]),
    },
  };
};

/** A row under a header that has no column for numbers has an empty one, at its beginning. */
const numberCell = (row: Row): Passage => {
  const cell = row.cells.find(({ column }) => column.role === 'number');
  return cell?.passage ?? passageOf(row.lines[0]!, 0, 0);
};

const countBy = (keys: readonly string[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
};

const countIssues = (issues: readonly Issue[]): PlanReading['totals']['issues'] => {
  const counts = countBy(issues.map(({ code }) => code));
  return Object.fromEntries(issueCodes.map((code) => [code, counts[code] ?? 0])) as PlanReading['totals']['issues']; // every code is there
};
