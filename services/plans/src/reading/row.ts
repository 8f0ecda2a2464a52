import { type DeadlineRule, type DeadlinePolicy, lastValidDay } from '@laurel/calendar';
import { actorsOf, type RowBodies } from './actors.js';
import type { Row } from './annex.js';
import { itemsOf, movementsIn, periodsIn, targetYearIn, typosIn } from './content.js';
import { awaitedIn, type Outputs } from './documents.js';
import { explain } from './explanations.js';
import type { GazetteerIndex } from './gazetteer.js';
import type { typos } from './grammar/typos.js';
import type { Remark } from './issue.js';
import { dayInPlanYear, impossibleDay, judgeDates } from './judge.js';
import { readNames, type ReadNames } from './names.js';
import type { Numbered } from './numbering.js';
import { emptyPassage, type Passage } from './passage.js';
import { type Phrase, readPhrases } from './phrases.js';
import type { ColumnRole, Header, Milestone, Section, Task } from './reading.js';
import type { Siblings } from './siblings.js';

/** What a row is read with; the same for all rows of a plan. */
export interface Context {
  readonly plan: Pick<Header, 'year' | 'date'>;
  readonly policy: DeadlinePolicy;
  readonly gazetteer: GazetteerIndex;
  readonly refs: ReadonlySet<string>;
  readonly outputs: Outputs;
  readonly siblings: Siblings;
  readonly typos: typeof typos;
  readonly sections: ReadonlyMap<string, Section>;
}

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
  const [leads, implementers, advisers] = nameColumns.map((column) => readNames(cellOf(row, column), column, context.gazetteer)) as [
    ReadNames,
    ReadNames,
    ReadNames,
  ];
  const hasImplementers = row.columns.some(({ role }) => role === 'implementers');
  const bodies: RowBodies = {
    content,
    doers: (hasImplementers ? implementers : leads).entries,
    named: [...advisers.entries, ...implementers.entries, ...leads.entries],
  };
  const deadline = readDeadline(row, numbered.no, bodies, context);
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

const nameColumns = ['leads', 'implementers', 'advisers'] as const;

export const cellOf = ({ cells }: Row, role: ColumnRole): Passage =>
  cells.find(({ column }) => column.role === role)?.passage ?? emptyPassage;

interface ReadDeadline {
  readonly phrases: readonly Phrase[];
  readonly milestones: readonly Milestone[];
  readonly remarks: readonly Remark[];
}

const readDeadline = (row: Row, no: number | undefined, bodies: RowBodies, context: Context): ReadDeadline => {
  const deadline = cellOf(row, 'deadline');
  const { gazetteer, outputs, plan, policy } = context;
  const { phrases, remarks } = readPhrases(deadline, gazetteer, {
    planYear: plan.year,
    documents: (words) => awaitedIn(words, no, outputs, gazetteer),
  });
  const target = targetYearIn(bodies.content.text);
  const section = row.section === undefined ? undefined : context.sections.get(row.section);
  const items = itemsOf(bodies.content.text);
  const milestones: Milestone[] = [];
  const told: Remark[] = [...remarks, ...judgeDates({ deadline, content: bodies.content, phrases, target, section, plan, policy })];
  for (const [index, phrase] of phrases.entries()) {
    const words = wordsOf(deadline.text, phrase);
    const actors = actorsOf(words.text, bodies, gazetteer);
    const rule = withCandidate(phrase.rule, dayInPlanYear(phrase, plan, target));
    const before = phrase.leans ? milestones[index - 1] : undefined;
    const item = items[Math.min(index, items.length - 1)]!;
    const action =
      before?.action ?? (actionOf(words.text.slice(actors.taken)) || actionOf(bodies.content.text.slice(item.start, item.end)));
    const raw = deadline.text.slice(phrase.start, phrase.end);
    milestones.push(
      milestoneOf(index, before ?? { actor: actors.refs, together: actors.together }, action, raw, rule, phrase.condition, policy),
    );
    if (!before)
      told.push(
        ...actors.remarks.map((remark) => ({ ...remark, column: 'deadline' as const, passage: deadline, at: words.at, milestone: index })),
      );
    told.push(...impossibleDays(deadline, phrase, index, context), ...undated(deadline, phrase, index, context));
  }
  for (const { start, end } of items.slice(phrases.length)) {
    const { refs, together } = actorsOf('', bodies, gazetteer);
    const action = actionOf(bodies.content.text.slice(start, end));
    milestones.push(milestoneOf(milestones.length, { actor: refs, together }, action, '', { kind: 'NONE' }, undefined, policy));
  }
  return { phrases, milestones, remarks: told };
};

const milestoneOf = (
  index: number,
  { actor, together }: { readonly actor: readonly string[]; readonly together?: boolean | undefined },
  action: string,
  raw: string,
  deadline: DeadlineRule,
  condition: string | undefined,
  policy: DeadlinePolicy,
): Milestone => {
  const lastDay = lastValidDay(deadline, policy);
  return {
    index,
    actor,
    action,
    raw,
    deadline,
    ...(lastDay && { lastValidDay: lastDay }),
    ...(together && { together: true as const }),
    ...(condition && { condition }),
  };
};

/** The words of a phrase without its deadline: those before it; where none stand there, those behind. */
const wordsOf = (text: string, { before, behind }: Phrase): { readonly text: string; readonly at: number } => {
  const first = text.slice(before.start, before.end).trim();
  const second = text.slice(behind.start, behind.end);
  if (first !== '') return { text: [first, second.trim()].filter((words) => words !== '').join(' '), at: before.start };
  const words = second.replace(/^[\s,:;.–-]+/, '');
  return { text: words.startsWith('(') ? '' : words.trim(), at: behind.start + second.length - words.length };
};

const longestAction = 200;

const actionOf = (words: string): string => words.slice(0, longestAction).replace(/^[\s,:;.–-]+|[\s,:;.–-]+$/g, '');

const withCandidate = (rule: DeadlineRule, candidate: string | undefined): DeadlineRule =>
  candidate && (rule.kind === 'BEFORE' || rule.kind === 'BY' || rule.kind === 'WITHIN') ? { ...rule, candidates: [candidate] } : rule;

const impossibleDays = (deadline: Passage, phrase: Phrase, milestone: number, { siblings }: Context): readonly Remark[] =>
  phrase.points
    .filter(({ isDay, to }) => isDay && !to)
    .map((point) => impossibleDay(deadline, point, milestone, siblings.sayingInstead(deadline.text, point)));

const undated = (deadline: Passage, { rule, start, end }: Phrase, milestone: number, { refs }: Context): readonly Remark[] => {
  if (rule.kind !== 'AWAITS_DOCUMENT') return [];
  const text = deadline.text.slice(start, end);
  const remark = { column: 'deadline', passage: deadline, at: start, milestone } as const;
  const documents = rule.awaits.map(({ document, fromTask }) => (fromTask ? `${document} (${fromTask})` : document));
  const unknown = rule.awaits.flatMap(({ external }) => (external && !refs.has(external) ? [external] : []));
  return [
    {
      ...remark,
      code: 'DEPENDENCY_UNDATED',
      text,
      explanation: explain.undated([...new Set(documents)].join('; '), rule.tentative === true),
    },
    ...unknown.map((words): Remark => ({
      ...remark,
      code: 'UNKNOWN_ORGANISATION',
      at: Math.max(start, deadline.text.indexOf(words, start)),
      text: words,
      explanation: explain.unknownBody(words),
    })),
  ];
};

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
