import { type DeadlinePolicy, type DeadlineRule, lastValidDay } from '@laurel/calendar';
import { actorsOf, type RowBodies } from './actors.js';
import { itemsOf, targetYearIn } from './content.js';
import type { Context } from './context.js';
import { awaitedIn } from './documents.js';
import { explain } from './explanations.js';
import type { Remark } from './issue.js';
import { dayInPlanYear, impossibleDay, judgeDates } from './judge.js';
import type { Passage } from './passage.js';
import { type Phrase, readPhrases } from './phrases.js';
import type { Milestone } from './reading.js';

export interface ReadDeadline {
  readonly phrases: readonly Phrase[];
  readonly milestones: readonly Milestone[];
  readonly remarks: readonly Remark[];
}

export interface RowOfDeadline {
  readonly no?: number;
  readonly section?: string;
}

/** The milestones of a deadline cell: one for each phrase, and one without a deadline for each item of the content that no phrase serves. */
export const readDeadline = (deadline: Passage, row: RowOfDeadline, bodies: RowBodies, context: Context): ReadDeadline => {
  const { gazetteer, outputs, plan, policy } = context;
  const { phrases, remarks } = readPhrases(deadline, gazetteer, {
    planYear: plan.year,
    documents: (words) => awaitedIn(words, row.no, outputs, gazetteer),
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
