import type { DeadlineRule } from '@laurel/calendar';
import { dayPattern, periodPattern, type Point, pointPattern, readPoint } from './points.js';

/**
 * How much a form binds. In one clause only the strongest forms count: "gửi hồ sơ khen thưởng thường xuyên trước ngày 15/7/2021" is due
 * before a day. A form that is firm at its edge binds where it begins or ends a clause and is a mere mention elsewhere.
 */
export type Strength = 'firm' | 'firm at an edge' | 'firm at the start' | 'mention' | 'weak';

/** One way in which deadlines are written. A new way is a new line in deadline-forms.ts. */
export interface DeadlineForm {
  readonly name: string;
  readonly strength: Strength;
  readonly pattern: RegExp;
  /** The words behind the match, up to a mark or the next form, belong to the form ("theo hướng dẫn *của …*"). */
  readonly open?: boolean;
  /** Undefined: on a second look these words are no deadline. */
  readonly read: (found: Found) => ReadRule | undefined;
}

export interface Found {
  readonly text: string;
  readonly at: number;
  /** What stands in a place of the template, as words. */
  readonly words: (place: string) => string;
  /** What stands in a place of the template as a point of time. `like`: whose year it takes when it names none. */
  readonly point: (place: string, like?: Point) => Point;
  /** For open forms: the words behind. */
  readonly rest: string;
  readonly surroundings: Surroundings;
}

/** What a form may ask about the rest of the row. */
export interface Surroundings {
  readonly planYear: number;
  /** Rules of the milestones before it in the row. */
  readonly earlier: readonly DeadlineRule[];
  /** The documents that words name: whose they are, or the task of this plan that makes them. */
  readonly documents: (words: string) => Extract<DeadlineRule, { kind: 'AWAITS_DOCUMENT' }>['awaits'];
}

export interface ReadRule {
  readonly rule: DeadlineRule;
  /** The points that it was read from; the last one is the one that ends it. */
  readonly points?: readonly Point[];
  /** More than one recurrence and no word that says how they go together. */
  readonly ambiguous?: boolean;
}

const places: Readonly<Record<string, string>> = {
  day: dayPattern,
  period: periodPattern,
  point: pointPattern,
  count: String.raw`\d{1,3}(?: \([^()]{1,20}\))?`,
  number: String.raw`\d{1,2}`,
};

/** Compiles words with places: `trước {day}`, `từ {from:point} đến {to:point}`. A blank fits any number of blanks; case does not matter. */
export const template = (words: string): RegExp => {
  const source = words
    .replace(/ (?!\?)/g, ' {1,9}')
    .replace(/\{(?:(\w+):)?([a-z]+)\}/g, (_, name: string | undefined, kind: string) => `(?<${name ?? kind}>${places[kind]})`);
  return new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${source})(?![\p{L}\p{N}])`, 'dgiu');
};

export const foundIn = (match: RegExpExecArray, rest: string, surroundings: Surroundings): Found => ({
  text: match[0],
  at: match.index,
  rest,
  surroundings,
  words: (place) => match.groups?.[place] ?? '',
  point: (place, like) => readPoint(match.groups![place]!, match.indices!.groups![place]![0], like?.year ?? surroundings.planYear),
});
