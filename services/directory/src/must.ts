import { type Reason, refuse } from '@laurel/event-sourcing';

/** Refuses with every reason that is one. */
export const must = (...reasons: readonly (Reason | undefined)[]): void => {
  const [first, ...others] = reasons.filter((reason) => reason !== undefined);
  if (first) throw refuse(first, ...others);
};
