import { ChangeFailed } from '@laurel/read-models';

/** Cannot be taken in however often it is tried. */
export class Poison extends Error {
  override readonly name = 'Poison';
}

export const isPoison = (error: unknown): boolean => error instanceof Poison || error instanceof ChangeFailed;
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
