import { capabilities, eventStoreProperties, type StoreUnderTest } from '@laurel/testing';
import fc from 'fast-check';
import { mutated, subject } from './mutated-store.js';
import type { Mutant } from './mutants.js';

fc.configureGlobal({ seed: 28 }); // the same cases every time

/** The first law of the suite that a mutant breaks; undefined when it breaks none. A law that does not end in time is broken. */
export const killedBy = async (mutant: Mutant | undefined, runs: number, patienceMs: number): Promise<string | undefined> => {
  const { open, remove } = await mutated(mutant);
  const subjects: StoreUnderTest[] = [];
  const opened = async () => {
    const one = await subject(open);
    subjects.push(one);
    return one;
  };
  try {
    for (const { name, holds } of eventStoreProperties(capabilities)) {
      const trial = { open: opened, capabilities, runs };
      const sound = await ended(holds(trial), patienceMs).catch(() => false);
      if (!sound) return name;
    }
    return undefined;
  } finally {
    // Again: what a defect keeps waiting ends with its store.
    await Promise.all(
      subjects.map((one) =>
        ended(
          one.dispose().catch(() => undefined),
          1000,
        ),
      ),
    );
    remove();
  }
};

const ended = (work: Promise<unknown>, patienceMs: number): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), patienceMs)));
  return Promise.race([work.then(() => true), patience]).finally(() => clearTimeout(timer));
};
