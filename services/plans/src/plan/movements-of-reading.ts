import { derivedId } from '@laurel/runtime';
import type { EditionMovement } from './edition.js';
import type { IdentifiedReading, IdentifiedTask } from './identified-reading.js';

/** How the words of a task order something about a movement. One line a form; the first group is the movement's name where no quotation marks hold it. */
const orders: readonly { readonly role: 'LAUNCH' | 'REVIEW'; readonly kind: EditionMovement['kind']; readonly words: RegExp }[] = [
  { role: 'LAUNCH', kind: 'DRIVE', words: /phát động đợt thi đua\s+(.+)$/iu },
  { role: 'REVIEW', kind: 'DRIVE', words: /^(?:tổng kết|sơ kết) đợt thi đua\s+(.+)$/iu },
  { role: 'REVIEW', kind: 'THEMED', words: /^(?:tổng kết|sơ kết) phong trào/iu },
  { role: 'LAUNCH', kind: 'THEMED', words: /(?:xây dựng|triển khai|phát động|tổ chức)[^“"]*phong trào/iu },
];

/**
 * The movements of a plan: those that its body names (II.1) and those that its tasks order, joined by name.
 * A task that names a movement without ordering a launch or a review is no link.
 */
export const movementsOf = (reading: IdentifiedReading): readonly EditionMovement[] => {
  const found = new Map<string, Draft>();
  const meet = (nameVi: string, kind: EditionMovement['kind']): Draft => {
    const key = folded(nameVi);
    const draft = found.get(key) ?? { nameVi, kind, launchTasks: [], reviewTasks: [] };
    found.set(key, draft);
    return draft;
  };
  for (const { names } of reading.movements) for (const name of names) meet(name, 'REGULAR');
  for (const task of reading.tasks) {
    const order = orders.find(({ words }) => words.test(task.content));
    if (!order || task.no === undefined) continue;
    for (const name of namesIn(task, order.words)) {
      const draft = meet(name, order.kind);
      if (draft.kind === 'REGULAR') draft.kind = order.kind;
      (order.role === 'LAUNCH' ? draft.launchTasks : draft.reviewTasks).push(task.no);
    }
  }
  return [...found.entries()].map(([key, draft]) => ({ id: derivedId('movement', reading.planId, key), ...draft }));
};

interface Draft {
  readonly nameVi: string;
  kind: EditionMovement['kind'];
  readonly launchTasks: number[];
  readonly reviewTasks: number[];
}

const namesIn = (task: IdentifiedTask, words: RegExp): readonly string[] => {
  const unquoted = words.exec(task.content)?.[1];
  return unquoted !== undefined ? [unquoted.trim()] : (task.movements ?? []).slice(0, 1);
};

/** Names of one movement differ in marks, case and punctuation between the body and the annex. */
const folded = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/gu, 'd')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
