import { contracts as allContracts, type PublishedContract } from '@laurel/contracts';
import { type ConsumerOptions, runCommandSender, runLocalCopy, type RunningConsumer, type RunningRelay, runRelay } from '@laurel/event-bus';
import type { EventFilter, Platform } from '@laurel/event-sourcing';
import { type Problem, processIndex, runProcesses, type RunningProcesses, type RunningTicker, runTicker } from '@laurel/processes';
import { cursorName, type Projector, runProjector } from '@laurel/read-models';
import { setTimeout as sleep } from 'node:timers/promises';
import { derivedUuid, newEventId } from './ids.js';
import type { Engines, HostedService, ServiceDefinition, ServiceHealth } from './service.js';

export interface HostOptions {
  /** What other contexts publish; all of @laurel/contracts when absent. */
  readonly contracts?: readonly PublishedContract[];
}

/**
 * Runs a service on its engines: projections, processes, local copies, command senders, timers, and a relay where the bus needs one.
 * The engines stay the caller's: stopping the service does not close them. Throws when a declaration does not fit what stands there.
 */
export const hostService = async (
  definition: ServiceDefinition,
  engines: Engines,
  { contracts = allContracts }: HostOptions = {},
): Promise<HostedService> => {
  const { store, readModels, bus, codec, clock, logger } = engines;
  const { vocabulary, projections, processes, copies, senders, timers, publishing } = definition;
  const platform: Platform = { store, codec, newEventId };
  const abort = new AbortController();
  const files = filesIn(engines);
  const onProblem = ({ part, problem, lasting }: Problem): void =>
    lasting ? logger.error({ service: definition.name, part }, problem) : logger.warn({ service: definition.name, part }, problem);

  await readModels.open([processIndex, ...copies.flatMap((copy) => copy.projections.map(({ into }) => into))]);
  const projector = await runProjector({
    store,
    codec,
    vocabulary,
    readModels,
    projections,
    files,
    signal: abort.signal,
    onProblem: ({ projection, position, type, reason, stopped }) =>
      onProblem({ part: projection, problem: `${reason} (${type ?? 'no event'} at ${position ?? 'no position'})`, lasting: stopped }),
  });
  const running = await runProcesses({ platform, readModels, vocabulary, processes, derivedUuid, files, onProblem });
  const consuming: ConsumerOptions = { bus, readModels, contracts, codec, onProblem };
  const copying = (await Promise.all(copies.map((copy) => runLocalCopy(copy, consuming)))).flat();
  for (const one of copying) void serveWhenComplete(definition, engines, one);
  const sending = await Promise.all(
    (senders?.(engines) ?? []).map((sender) => runCommandSender(sender, { ...consuming, platform, derivedUuid })),
  );
  const consumers = [...copying, ...sending];
  const relay =
    engines.publisher && publishing
      ? await runRelay({ topic: { publishing, store, vocabulary }, publisher: engines.publisher, readModels, onProblem })
      : undefined;
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
  const parts: Parts = { projector, running, consumers, relay, ticker };

  return {
    definition,
    platform,
    engines,
    waitFor: (position, timeoutMs) => projector.caughtUp(position, timeoutMs),
    settled: () => settledAsAWhole(engines, parts),
    health: async () => healthOf(parts),
    projections: () => projector.health(),
    rebuild: (readModel) => projector.rebuild(readModel),
    parking: new Map(consumers.map(({ name, parking }) => [name, parking])),
    stop: async () => {
      // First what begins something, last what shows it.
      await ticker?.stop();
      await Promise.all(consumers.map((one) => one.stop()));
      await running.stop();
      await relay?.stop();
      abort.abort();
      await projector.done;
    },
  };
};

/** Resolves when none of these services has anything left to do, and none has given another one something to do meanwhile. */
export const settledTogether = async (services: readonly HostedService[]): Promise<void> => {
  const heads = () => Promise.all(services.map(({ engines }) => engines.store.head()));
  for (let before = await heads(); ;) {
    for (const service of services) await service.settled();
    const after = await heads();
    if (after.every((head, index) => head === before[index])) return;
    before = after;
  }
};

interface Parts {
  readonly projector: Projector;
  readonly running: RunningProcesses;
  readonly consumers: readonly RunningConsumer[];
  readonly relay: RunningRelay | undefined;
  readonly ticker: RunningTicker | undefined;
}

/** Each part may give another one something to do, but only through the log: once round without a new event is the end. */
const settledAsAWhole = async ({ store }: Engines, { projector, running, consumers, relay, ticker }: Parts): Promise<void> => {
  for (;;) {
    const head = await store.head();
    for (const consumer of consumers) await consumer.settled();
    await running.settled();
    await ticker?.settled();
    await relay?.settled();
    if (head !== undefined) await projected(projector, head);
    if ((await store.head()) === head) return;
  }
};

const projected = async (projector: Projector, position: string): Promise<void> => {
  while (!(await projector.caughtUp(position, 1_000))) {
    const stopped = projector.health().find(({ state }) => state === 'STOPPED' || state === 'FENCED');
    if (stopped) throw new Error(`${stopped.name} stands still: ${stopped.problem?.reason ?? stopped.state}`);
  }
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

/** As the projector does it for its own: a new version of a copy answers once it has caught up. */
const serveWhenComplete = async (
  { copies }: ServiceDefinition,
  { readModels, logger }: Engines,
  consumer: RunningConsumer,
): Promise<void> => {
  const into = copies.flatMap(({ projections }) => projections).find((one) => consumer.name.endsWith(`/${cursorName(one.into)}`))?.into;
  try {
    await consumer.settled();
    if (into && ((await readModels.serving(into.name)) ?? 0) < into.version) await readModels.switchTo(into);
  } catch (error) {
    logger.warn({ consumer: consumer.name, error }, 'a local copy has not caught up');
  }
};

const healthOf = ({ projector, running, consumers, relay, ticker }: Parts): ServiceHealth => {
  const projections = projector.health();
  return {
    ready: projections.every(({ state }) => state === 'LIVE'),
    problems: [
      ...projections.flatMap(({ name, problem, state }) =>
        problem
          ? [{ part: name, problem: problem.reason }]
          : state === 'FENCED'
            ? [{ part: name, problem: 'another process has taken it over' }]
            : [],
      ),
      ...[running, ...consumers, relay, ticker].flatMap((part) => part?.problems() ?? []).map(({ part, problem }) => ({ part, problem })),
    ],
  };
};
