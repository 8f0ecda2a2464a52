import type { Edition } from '../plan/edition.js';
import { ownersAt, roundsAtIssue, sizeOf } from './rounds.js';

/** What an obligation is for, and who owes it. */
export interface DueObligation {
  readonly milestoneId: string;
  readonly occurrence?: string | undefined;
  readonly lastDay: string;
  readonly unitIds: readonly string[];
}

/** Every obligation that a plan opens when it is issued on a day: what the opening process will order. */
export const obligationsOf = (edition: Edition, on: string): readonly DueObligation[] =>
  roundsAtIssue(edition, on).flatMap((round) =>
    Array.from({ length: sizeOf(round) }, (_, index) => {
      const { milestoneId, occurrence, lastDay } = round.opening;
      return { milestoneId, occurrence, lastDay, unitIds: ownersAt(round, index) };
    }),
  );
