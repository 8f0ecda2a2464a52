import type { UserError } from './user-errors.js';

/** What every payload holds beside the thing itself; the position is for `x-after-position` of whoever wants to read what they wrote. */
export const answered = <Code extends string = never>(
  service: string,
  { position }: { readonly position: string | undefined },
  warnings: readonly UserError<Code>[] = [],
) => ({
  position: position === undefined ? null : `${service}:${position}`,
  errors: [],
  warnings,
});
