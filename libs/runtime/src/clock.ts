/** What "now" is for the office: when something became overdue, the day on which a unit filed. Everything else uses real time. */
export interface BusinessClock {
  /** ISO 8601 instant, UTC. */
  now(): string;
  /** Calls back after every move and, in between, not at all. Gives the way to stop. */
  onMove(listener: () => void): () => void;
}

/** In developer and test runs only: forward only; back is a fresh data folder. */
export interface MovableClock extends BusinessClock {
  /** Takes an ISO 8601 instant. Throws `ClockMovesForwardOnly`. Answers when the move is durable. */
  moveTo(instant: string): Promise<void>;
}

export class ClockMovesForwardOnly extends Error {
  override readonly name = 'ClockMovesForwardOnly';
  readonly code = 'CLOCK_MOVES_FORWARD_ONLY';
  constructor(
    readonly now: string,
    readonly asked: string,
  ) {
    super(`the business clock stands at ${now} and cannot go back to ${asked}`);
  }
}
