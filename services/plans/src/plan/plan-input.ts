import { badInput } from '@laurel/subgraph';
import type { DeadlineInput, DocumentReferenceInput, IssueChoiceInput, PlanChangeInput } from '../generated/schema.js';
import type { DocumentReference, IssueChoice } from './plan.events.js';
import type { AskedChange, GivenDeadline } from './amendments-of.js';

/** A deadline as a person sets it. Throws BAD_USER_INPUT unless exactly one form is given, or a range that runs backwards. */
export const deadlineOf = ({ before, by, within }: DeadlineInput, path: readonly string[]): GivenDeadline => {
  exactlyOne({ before, by, within }, path);
  if (before != null) return { kind: 'BEFORE', date: before };
  if (by != null) return { kind: 'BY', date: by };
  if (within!.from > within!.to) throw badInput([...path, 'within', 'to'], `is before ${within!.from}`);
  return { kind: 'WITHIN', from: within!.from, to: within!.to };
};

/** Throws BAD_USER_INPUT unless exactly one way of settling is given. */
export const choiceOf = (input: IssueChoiceInput, path: readonly string[]): IssueChoice => {
  exactlyOne(input, path);
  const { asWritten, date, text, year, refs, recurrence, deadline } = input;
  if (asWritten != null) {
    if (!asWritten) throw badInput([...path, 'asWritten'], 'is true or left out');
    return { kind: 'AS_WRITTEN' };
  }
  if (date != null) return { kind: 'DATE', date };
  if (text != null) return { kind: 'TEXT', text: filled(text, [...path, 'text']) };
  if (year != null) return { kind: 'YEAR', year };
  if (refs != null) return { kind: 'REFS', refs: some(refs, [...path, 'refs']) };
  if (recurrence != null) return { kind: 'RECURRENCE', every: some([...new Set(recurrence)], [...path, 'recurrence']) };
  return { kind: 'RULE', rule: deadlineOf(deadline!, [...path, 'deadline']) };
};

/** Throws BAD_USER_INPUT unless each change is exactly one. */
export const changesOf = (changes: readonly PlanChangeInput[], path: readonly string[]): [AskedChange, ...AskedChange[]] =>
  some(
    changes.map((change, index): AskedChange => {
      const at = [...path, String(index)];
      exactlyOne(change, at);
      const { deadline, actors, withdrawTask } = change;
      if (deadline != null) {
        return {
          kind: 'DEADLINE',
          milestoneId: deadline.milestoneId,
          rule: deadlineOf(deadline.deadline, [...at, 'deadline', 'deadline']),
        };
      }
      if (actors != null) return { kind: 'ACTORS', milestoneId: actors.milestoneId, refs: some(actors.refs, [...at, 'actors', 'refs']) };
      return { kind: 'WITHDRAW', taskId: withdrawTask!.taskId };
    }),
    path,
  );

export const documentOf = (
  { number, date, issuer, title, fileId }: DocumentReferenceInput,
  path: readonly string[],
): DocumentReference => ({
  number: filled(number, [...path, 'number']),
  date,
  issuer: filled(issuer, [...path, 'issuer']),
  ...(title != null && { titleVi: filled(title, [...path, 'title']) }),
  ...(fileId != null && { fileId }),
});

/** Text that says something, in NFC. Throws BAD_USER_INPUT for an empty one. */
export const filled = (text: string, path: readonly string[]): string => {
  const trimmed = text.normalize('NFC').trim();
  if (trimmed === '') throw badInput(path, 'is empty');
  return trimmed;
};

/** Throws BAD_USER_INPUT for text that is not Base64. */
export const bytesOfBase64 = (base64: string, path: readonly string[]): Uint8Array => {
  if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(base64)) throw badInput(path, 'is not Base64');
  return Buffer.from(base64, 'base64');
};

export const some = <Value>(values: readonly Value[], path: readonly string[]): [Value, ...Value[]] => {
  const [first, ...rest] = values;
  if (first === undefined) throw badInput(path, 'needs at least one');
  return [first, ...rest];
};

const exactlyOne = (fields: object, path: readonly string[]): void => {
  const given = Object.entries(fields).flatMap(([name, value]) => (value == null ? [] : [name]));
  if (given.length !== 1)
    throw badInput(
      path,
      `takes exactly one of ${Object.keys(fields).join(', ')}; ${given.length === 0 ? 'none' : given.join(' and ')} given`,
    );
};
