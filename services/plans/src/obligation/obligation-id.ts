import { derivedId } from '@laurel/runtime';

/** What is opened twice for the same milestone, occurrence and owner is the same obligation. */
export const obligationId = (planId: string, milestoneId: string, occurrence: string | undefined, owner: string): string =>
  derivedId('obligation', planId, milestoneId, occurrence ?? '', owner);
