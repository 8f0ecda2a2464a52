import { pause, type Problem, problems } from '@laurel/processes';
import { type AnyProjection, cursorName, type ProjectionHealth } from '@laurel/read-models';
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

/** What is at work on one read model. */
export interface Filling extends Led {
  readonly projector: { health(): readonly ProjectionHealth[] };
}

export interface FilledBeside {
  problems(): readonly Problem[];
  /** Of what this process fills at the moment. */
  health(): readonly ProjectionHealth[];
  stop(): Promise<void>;
}

export const leaderLease = (service: string): string => `${service}/leader`;

/** What a leader tells with its lease: the read models that it fills. */
export const fills = (projections: readonly AnyProjection[]): string => projections.map(({ into }) => cursorName(into)).join(' ');

/**
 * While a process of another release leads, fills the versions of read models that it does not know, so that a new release is ready before
 * the old one goes, and an old one when it comes back. One process does it for each of them. Who leads next takes the cursors over.
 */
export const fillBeside = (
  { leases, service, holder, ttlMs, projections, onProblem }: FillBesideOptions,
  start: (unknown: AnyProjection, held: AbortSignal) => Promise<Filling>,
): FilledBeside => {
  const abort = new AbortController();
  const board = problems(onProblem);
  const part = `${service}/beside`;
  const filling = new Map<AnyProjection, Leadership<Filling>>();

  /** Undefined while nobody leads, or who leads tells nothing: then nothing is known. */
  const unknownToTheLeader = async (): Promise<readonly AnyProjection[] | undefined> => {
    const told = (await leases.told(leaderLease(service)))?.split(' ');
    return told && projections.filter(({ into }) => !told.includes(cursorName(into)));
  };
  const begun = (projection: AnyProjection) =>
    lead({ leases, name: `${part}/${cursorName(projection.into)}`, holder, ttlMs, ...(onProblem && { onProblem }) }, async (held) => {
      // Who leads may be another one since: its cursor must not be taken from it.
      const isUnknown = (await unknownToTheLeader())?.includes(projection);
      held.throwIfAborted();
      return isUnknown ? start(projection, held) : nothing;
    });
  const look = async (): Promise<void> => {
    const unknown = await unknownToTheLeader();
    if (unknown === undefined) return;
    for (const [projection, leadership] of filling) {
      if (unknown.includes(projection)) continue;
      await leadership.stop();
      filling.delete(projection);
    }
    for (const projection of unknown) if (!filling.has(projection)) filling.set(projection, begun(projection));
  };

  const run = (async () => {
    while (!abort.signal.aborted) {
      await look().then(
        () => board.clear(part),
        (error: unknown) => board.tell(part, error),
      );
      await pause(ttlMs, abort.signal);
    }
    await Promise.all([...filling.values()].map((leadership) => leadership.stop()));
  })();

  return {
    problems: () => [...board.list(), ...[...filling.values()].flatMap((leadership) => leadership.problems())],
    health: () => [...filling.values()].flatMap((leadership) => leadership.work()?.projector.health() ?? []),
    stop: async () => {
      abort.abort();
      await run;
    },
  };
};

const nothing: Filling = { projector: { health: () => [] }, ended: Promise.resolve(), stop: () => Promise.resolve() };
