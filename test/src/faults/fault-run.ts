/** What a fault run has seen: figures for the report. */
export interface FaultResult {
  /** Processes that were ended by SIGKILL. */
  readonly kills: number;
  readonly figures: Readonly<Record<string, string | number>>;
}

/** A real fault done to real processes. `run` throws when a promise is broken; short for `npm test`, long for `npm run test:faults`. */
export interface FaultRun {
  readonly name: string;
  readonly run: (long: boolean) => Promise<FaultResult>;
}
