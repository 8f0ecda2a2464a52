/** Of several processes one does what only one may do at a time. An engine's clock decides, never that of a process. */
export interface Leases {
  /**
   * Takes the lease for so long from now, or prolongs the holder's own. False while somebody else holds it. Rejects when the engine does
   * not answer: then nothing is known.
   */
  take(name: string, holder: string, ttlMs: number): Promise<boolean>;
  /** Lets it go at once. What is held by somebody else stays theirs. */
  release(name: string, holder: string): Promise<void>;
}
