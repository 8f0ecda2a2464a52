import { type RunningRelay, runRelay } from '@laurel/event-bus';
import type { EventFilter, Platform } from '@laurel/event-sourcing';
import { type Problem, runProcesses, type RunningProcesses, type RunningTicker, runTicker } from '@laurel/processes';
import { type AnyProjection, type Projector, runProjector } from '@laurel/read-models';
import { setTimeout as sleep } from 'node:timers/promises';
import { derivedUuid } from './ids.js';
import type { Led } from './lead.js';
import type { Engines, ServiceDefinition } from './service.js';

/** What one process of a service does for all of them: the log into read models and out to the bus, processes, timers. */
export interface LedWork extends Led {
  readonly projector: Projector;
  readonly running: RunningProcesses;
  readonly relay: RunningRelay | undefined;
  readonly ticker: RunningTicker | undefined;
}

/**
 * Owns every cursor of the service from here on: whoever did before is fenced out. Throws when a declaration does not fit what stands there,
 * and when `held` aborts meanwhile.
 */
export const startLedWork = async (
  definition: ServiceDefinition,
  engines: Engines,
  {
    platform,
    onProblem,
    held,
  }: { readonly platform: Platform; readonly onProblem: (problem: Problem) => void; readonly held?: AbortSignal },
): Promise<LedWork> => {
  const { store, readModels, clock, publisher } = engines;
  const { vocabulary, projections, processes, timers, publishing } = definition;
  const files = filesIn(engines);
  const started: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const one of started.splice(0).reverse()) await one();
  };
  try {
    const { projector, ...showing } = await startProjector(definition, engines, projections, onProblem, { ...(held && { held }) });
    started.push(showing.stop);
    held?.throwIfAborted();
    const relay =
      publisher && publishing && (await runRelay({ topic: { publishing, store, vocabulary }, publisher, readModels, onProblem }));
    if (relay) started.push(() => relay.stop());
    held?.throwIfAborted();
    const running = await runProcesses({ platform, readModels, vocabulary, processes, derivedUuid, files, onProblem });
    started.push(() => running.stop());
    held?.throwIfAborted();
    const ticker =
      timers &&
      (await runTicker({
        clock,
        platform,
        readModels,
        rows: timers.rows,
        targets: timers.targets(engines),
        armedBy: armedBy(definition),
        caughtUp: () => shown(engines, projector, running),
        derivedUuid,
        onProblem,
      }));
    if (ticker) started.push(() => ticker.stop());
    return {
      projector,
      running,
      relay,
      ticker,
      ended: Promise.race([showing.ended, running.ended, ...(relay ? [relay.ended] : [])]),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
};

/** Some of a service's projections at work. */
export const startProjector = async (
  { vocabulary }: ServiceDefinition,
  engines: Engines,
  projections: readonly AnyProjection[],
  onProblem: (problem: Problem) => void,
  { beside = false, held }: { readonly beside?: boolean; readonly held?: AbortSignal } = {},
): Promise<Led & { readonly projector: Projector }> => {
  const { store, readModels, codec } = engines;
  const abort = new AbortController();
  const projector = await runProjector({
    store,
    codec,
    vocabulary,
    readModels,
    projections,
    files: filesIn(engines),
    beside,
    ...(held && { held }),
    signal: abort.signal,
    onProblem: ({ projection, position, type, reason, stopped }) =>
      onProblem({ part: projection, problem: `${reason} (${type ?? 'no event'} at ${position ?? 'no position'})`, lasting: stopped }),
  });
  return {
    projector,
    ended: fenced(projector, abort.signal),
    stop: async () => {
      abort.abort();
      await projector.done;
    },
  };
};

/** Whoever takes over takes every cursor: one that is lost means that all are, or soon will be. */
const fenced = async (projector: Projector, signal: AbortSignal): Promise<void> => {
  while (!signal.aborted && projector.health().every(({ state }) => state !== 'FENCED'))
    await sleep(500, undefined, { signal, ref: false }).catch(() => undefined);
};

/** What timers look at: the log up to now, and what processes have made of it. What stands still does not hold timers up. */
const shown = async ({ store }: Engines, projector: Projector, processes: RunningProcesses): Promise<void> => {
  await Promise.race([processes.settled().catch(() => undefined), sleep(patienceMs, undefined, { ref: false })]);
  const head = await store.head();
  if (head !== undefined) await projector.caughtUp(head, patienceMs);
};
/** Under a load that never ends timers must go on too; only their order beside it is then no longer promised. */
const patienceMs = 10_000;

const armedBy = ({ projections, timers }: ServiceDefinition): EventFilter => ({
  categories: projections.filter(({ into }) => into === timers?.rows).flatMap(({ handlers }) => Object.keys(handlers)),
});

const filesIn =
  ({ blobs }: Engines) =>
  async (tenant: string, hash: string): Promise<unknown> =>
    JSON.parse(new TextDecoder().decode(await blobs.read(tenant, hash)));
