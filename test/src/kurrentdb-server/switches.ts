/** What goes wrong, by order of a test. Whatever is named here holds until it is set otherwise; a count is used up. */
export interface Switches {
  /** So many appends are committed, then their connection is cut instead of an answer. */
  dropAnswers: number;
  /** So many appends are not committed; their connection is cut. */
  dropAppends: number;
  /** Appends are taken and nothing happens. */
  stallAppends: boolean;
  /** Appends are committed and never answered. */
  stallAnswers: boolean;
  /** So many appends are answered by "busy", so many by a time-out of the server's own. */
  busy: number;
  timeouts: number;
  /** Idempotent successes come without a position, as servers before 22.6 had it. */
  noPositions: boolean;
  /** This node follows: what needs the leader is sent to this port. */
  leaderPort: number | undefined;
  denied: boolean;
  /** Bytes of one append. */
  maximumAppendSize: number;
  /** Milliseconds before each answer. */
  slow: number;
  /** Every subscription's connection is cut after so many events, again and again. */
  cutAfterEvents: number | undefined;
}

export const allIsWell = (): Switches => ({
  dropAnswers: 0,
  dropAppends: 0,
  stallAppends: false,
  stallAnswers: false,
  busy: 0,
  timeouts: 0,
  noPositions: false,
  leaderPort: undefined,
  denied: false,
  maximumAppendSize: 1024 * 1024,
  slow: 0,
  cutAfterEvents: undefined,
});
