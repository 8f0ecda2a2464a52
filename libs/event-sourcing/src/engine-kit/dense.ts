import { positionText } from './position.js';
import type { Row } from './rows.js';

/** A position is missing: on this engine positions are dense, so something that was acknowledged is gone or was never seen. */
export class GapInLog extends Error {
  override readonly name = 'GapInLog';
  readonly code = 'GAP_IN_LOG';
  constructor(
    readonly expected: string,
    readonly found: string,
  ) {
    super(`the log goes from before ${expected} to ${found}: positions in between are missing`);
  }
}

/** Throws `GapInLog` unless these rows are all that stands behind `after`, up to `to`. */
export const dense = (after: number, rows: readonly Row[], to: number): void => {
  const hole = rows.findIndex(([position], index) => position !== after + 1 + index);
  if (hole >= 0) throw new GapInLog(positionText(after + 1 + hole), positionText(rows[hole]![0]));
  if (after + rows.length !== to) throw new GapInLog(positionText(after + rows.length + 1), positionText(to));
};
