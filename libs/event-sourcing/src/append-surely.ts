import { AppendOutcomeUnknown, type Appended, type EventStore, StoreUnavailable, type Write } from './event-store.js';
import { pause } from './pause.js';

const attempts = 5;

/**
 * Appends, and sends the same events again while the outcome is unknown: deciding again could do the thing twice, the same ids cannot.
 * Throws `AppendOutcomeUnknown` when it stays so, and every other error of `append`.
 */
export const appendSurely = async (store: EventStore, write: Write): Promise<Appended> => {
  let unknown: AppendOutcomeUnknown | undefined;
  for (let attempt = 1; ; attempt++) {
    try {
      const [appended] = await store.append([write]);
      return appended!;
    } catch (error) {
      if (error instanceof AppendOutcomeUnknown) unknown = error;
      // "Nothing was written" speaks of the last sending; of the first one nobody knows.
      else if (!(error instanceof StoreUnavailable && unknown)) throw error;
      if (attempt === attempts) throw unknown;
      await pause(attempt);
    }
  }
};
