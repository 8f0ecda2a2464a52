import { pause, type Problem, problems } from '@laurel/processes';
import { type AnyProjection, cursorName } from '@laurel/read-models';
import { lead, type Leadership, type Led } from './lead.js';
import type { Leases } from './leases.js';

export interface FillBesideOptions {
  readonly leases: Leases;
  readonly service: string;
  /** This process, unlike any other. */
  readonly holder: string;
  readonly ttlMs: number;
  readonly projections: readonly AnyProjection[];
  readonly onProblem?: (problem: Problem) => void;
}

export interface FilledBeside {
  problems(): readonly Problem[];
  stop(): Promise<void>;
}

export const leaderLease = (service: string): string => `${service}/leader`;

/** What a leader tells with its lease: the read models that it fills. */
export const fills = (projections: readonly AnyProjection[]): string => projections.map(({ into }) => cursorName(into)).join(' ');

/**
 * While a process of another release leads, fills the versions of read models that it does not know, so that a new release is ready before
 * the old one goes, and an old one when it comes back. One process does it for all of its release. Who leads next takes the cursors over.
 */
export const fillBeside = (
  { leases, service, holder, ttlMs, projections, onProblem }: FillBesideOptions,
  start: (unknown: readonly AnyProjection[]) => Promise<Led>,
): FilledBeside => {
  const abort = new AbortController();
  const board = problems(onProblem);
  const part = `${service}/beside`;
  let filling: { readonly what: string; readonly leadership: Leadership<Led> } | undefined;

  /** Undefined while nobody leads, or who leads tells nothing: then nothing is known. */
  const unknownToTheLeader = async (): Promise<readonly AnyProjection[] | undefined> => {
    const told = (await leases.told(leaderLease(service)))?.split(' ');
    return told && projections.filter(({ into }) => !told.includes(cursorName(into)));
  };
  const begun = (what: string) =>
    lead({ leases, name: `${part}/${what}`, holder, ttlMs, ...(onProblem && { onProblem }) }, async () => {
      // Who leads may be another one since: its cursors must not be taken from it.
      const unknown = await unknownToTheLeader();
      return unknown && fills(unknown) === what ? start(unknown) : { ended: Promise.resolve(), stop: () => Promise.resolve() };
    });
  const look = async (): Promise<void> => {
    const unknown = await unknownToTheLeader();
    if (unknown === undefined || fills(unknown) === (filling?.what ?? '')) return;
    await filling?.leadership.stop();
    const what = fills(unknown);
    filling = unknown.length > 0 ? { what, leadership: begun(what) } : undefined;
  };

  const run = (async () => {
    while (!abort.signal.aborted) {
      await look().then(
        () => board.clear(part),
        (error: unknown) => board.tell(part, error),
      );
      await pause(ttlMs, abort.signal);
    }
    await filling?.leadership.stop();
  })();

  return {
    problems: () => [...board.list(), ...(filling?.leadership.problems() ?? [])],
    stop: async () => {
      abort.abort();
      await run;
    },
  };
};
