import { pause } from '@laurel/processes';
import type { Leases } from './leases.js';

export interface LeaseTerms {
  readonly leases: Leases;
  readonly name: string;
  /** This process, unlike any other. */
  readonly holder: string;
  /** How long the lease outlives a holder that died or froze, ms, real time. */
  readonly ttlMs: number;
  /** Told to whoever asks for the lease. */
  readonly says?: string;
}

/** Taken, and not lost for certain before `sure`, of this process's monotonic clock. */
export interface HeldLease {
  readonly sure: number;
}

/**
 * The lease when it is ours now, undefined while somebody else holds it. Rejects when the engine does not answer. It is believed in for four
 * fifths of its time, counted from before the asking: so it is given up before the engine gives it to another one.
 */
export const takeLease = async ({ leases, name, holder, ttlMs, says }: LeaseTerms): Promise<HeldLease | undefined> => {
  const asked = performance.now();
  return (await leases.take(name, holder, ttlMs, says)) ? { sure: asked + ttlMs * 0.8 } : undefined;
};

/** Prolongs it until it is lost, or the signal aborts; gives which. `onAnswer` is told of each try what it failed of, if it did. */
export const keepLease = async (
  terms: LeaseTerms,
  { sure }: HeldLease,
  signal: AbortSignal,
  onAnswer: (error?: unknown) => void,
): Promise<'lost' | 'ended'> => {
  for (let until = sure; ;) {
    await pause(Math.min(terms.ttlMs / 3, Math.max(0, until - performance.now())), signal);
    if (signal.aborted) return 'ended';
    try {
      // An engine that does not answer must not keep us believing.
      const renewed = await Promise.race([takeLease(terms), pause(Math.max(1, until - performance.now()), signal)]);
      if (!renewed) return signal.aborted ? 'ended' : 'lost';
      until = renewed.sure;
      onAnswer();
    } catch (error) {
      onAnswer(error);
    }
    if (performance.now() >= until) return 'lost';
  }
};
