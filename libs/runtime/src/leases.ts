/** Of several processes one does what only one may do at a time. An engine's clock decides, never that of a process. */
export interface Leases {
  /**
   * Takes the lease for so long from now, or prolongs the holder's own. False while somebody else holds it. Rejects when the engine does
   * not answer: then nothing is known. What it `says` is told to whoever asks, as long as it holds the lease.
   */
  take(name: string, holder: string, ttlMs: number, says?: string): Promise<boolean>;
  /** What the holder of this moment says; undefined when it says nothing, and while nobody holds the lease. */
  told(name: string): Promise<string | undefined>;
  /** Lets it go at once. What is held by somebody else stays theirs. */
  release(name: string, holder: string): Promise<void>;
}
