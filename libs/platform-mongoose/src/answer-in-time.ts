import { EngineUnavailable } from '@laurel/event-sourcing';
import { engineAnswer, isDuplicateKey } from '@laurel/mongo';

/** How long an answer is waited for; a primary that was lost is replaced sooner. */
const boundMs = 5000;

/**
 * What MongoDB answers to `ask`. Throws `EngineUnavailable` when it cannot be reached, has no primary or does not answer in time, as one
 * that is frozen: then it is not known whether what was asked was done, or will be.
 */
export const answerInTime = async <Answer>(what: string, ask: () => Promise<Answer>, withinMs = boundMs): Promise<Answer> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new EngineUnavailable(`MongoDB did not answer within ${withinMs / 1000} s (${what})`)), withinMs);
  });
  try {
    return await Promise.race([engineAnswer(what, ask), late]);
  } finally {
    clearTimeout(timer);
  }
};

/** An upsert that is asked again when somebody else made the document at the same moment: then it is there. */
export const onceThere = async <Answer>(upsert: () => Promise<Answer>): Promise<Answer> => {
  for (;;) {
    try {
      return await upsert();
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }
};
