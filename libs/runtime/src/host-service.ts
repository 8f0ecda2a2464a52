import { contracts as allContracts, type PublishedContract } from '@laurel/contracts';
import { type ConsumerOptions, runCommandSender, runLocalCopy, type RunningConsumer } from '@laurel/event-bus';
import type { Platform } from '@laurel/event-sourcing';
import { type Problem, processIndex } from '@laurel/processes';
import { cursorName, type Projector } from '@laurel/read-models';
import { derivedUuid, newEventId } from './ids.js';
import { lead, type Leadership } from './lead.js';
import { fillBeside, fills, leaderLease } from './fill-beside.js';
import { type LedWork, startLedWork, startProjector } from './led-work.js';
import { type Engines, type HostedService, NotLeading, type ServiceDefinition } from './service.js';
import { followed, healthOf } from './service-health.js';

export interface HostOptions {
  /** What other contexts publish; all of @laurel/contracts when absent. */
  readonly contracts?: readonly PublishedContract[];
  /** How long a leader that died or froze holds the others up, ms; 6,000 when absent. Of no use without leases. */
  readonly leaseMs?: number;
}

/**
 * Runs a service on its engines. Every process of the service answers, orders and consumes; one of them, the only one or the holder of the
 * lease, runs projections, processes, timers, and a relay where the bus needs one. The engines stay the caller's: stopping the service does
 * not close them. Throws when a declaration does not fit what stands there.
 */
export const hostService = async (
  definition: ServiceDefinition,
  engines: Engines,
  { contracts = allContracts, leaseMs = 6_000 }: HostOptions = {},
): Promise<HostedService> => {
  const { store, readModels, codec, logger, leases } = engines;
  const { name, projections, copies } = definition;
  const platform: Platform = { store, codec, newEventId };
  const onProblem = ({ part, problem, lasting }: Problem): void =>
    lasting ? logger.error({ service: name, part }, problem) : logger.warn({ service: name, part }, problem);

  const copied = copies.flatMap((copy) => copy.projections);
  await readModels.open([processIndex, ...[...projections, ...copied].map(({ into }) => into)]);
  const start = (held?: AbortSignal): Promise<LedWork> => startLedWork(definition, engines, { platform, onProblem, ...(held && { held }) });
  const holder = newEventId();
  const leadership = leases
    ? lead({ leases, name: leaderLease(name), holder, ttlMs: leaseMs, says: fills(projections), onProblem }, start)
    : alone(await start());
  const beside =
    leases &&
    fillBeside({ leases, service: name, holder, ttlMs: leaseMs, projections, onProblem }, (unknown, held) =>
      startProjector(definition, engines, [unknown], onProblem, { beside: true, held }),
    );
  const consumers = await startConsumers(definition, engines, { platform, contracts, onProblem }).catch(async (error: unknown) => {
    await beside?.stop();
    await leadership.stop();
    throw error;
  });
  const asLeader = (): LedWork => {
    const work = leadership.work();
    if (!work) throw new NotLeading(name);
    return work;
  };

  return {
    definition,
    platform,
    engines,
    waitFor: async (position, timeoutMs) => {
      const work = leadership.work();
      if (work) return work.projector.caughtUp(position, timeoutMs);
      const reached = await Promise.all(projections.map(({ into }) => readModels.waitFor(cursorName(into), position, timeoutMs)));
      return reached.every(Boolean);
    },
    settled: async () => {
      const work = asLeader();
      const demandLead = (): void => {
        if (asLeader() !== work) throw new NotLeading(name);
      };
      await settledAsAWhole(engines, work, consumers, demandLead).catch((error: unknown) => {
        demandLead(); // its work was stopped under way, whatever was met then
        throw error;
      });
    },
    health: () =>
      healthOf({
        definition,
        engines,
        consumers,
        work: leadership.work(),
        filled: beside?.health() ?? [],
        problems: [...leadership.problems(), ...(beside?.problems() ?? [])],
      }),
    projections: async () => leadership.work()?.projector.health() ?? (await followed(definition, engines, beside?.health())),
    rebuild: async (readModel) => asLeader().projector.rebuild(readModel),
    parking: new Map(consumers.map(({ name: consumer, parking }) => [consumer, parking])),
    stop: async () => {
      // All at once: to leave a group may take seconds, and another process is to lead and show meanwhile what consumers here still do.
      await Promise.all([...consumers.map((one) => one.stop()), beside?.stop(), leadership.stop()]);
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

interface Consuming {
  readonly platform: Platform;
  readonly contracts: readonly PublishedContract[];
  readonly onProblem: (problem: Problem) => void;
}

/** In every process of the service: the bus shares out among them. */
const startConsumers = async (
  definition: ServiceDefinition,
  engines: Engines,
  { platform, contracts, onProblem }: Consuming,
): Promise<readonly RunningConsumer[]> => {
  const { readModels, bus, codec } = engines;
  const consuming: ConsumerOptions = { bus, readModels, contracts, codec, onProblem };
  const started: RunningConsumer[] = [];
  try {
    for (const copy of definition.copies) started.push(...(await runLocalCopy(copy, consuming)));
    for (const sender of definition.senders?.(engines) ?? [])
      started.push(await runCommandSender(sender, { ...consuming, platform, derivedUuid }));
    return started;
  } catch (error) {
    await Promise.all(started.map((one) => one.stop()));
    throw error;
  }
};

/** The only process of its service needs no lease. */
const alone = (begun: LedWork): Leadership<LedWork> => {
  let work: LedWork | undefined = begun;
  return {
    work: () => work,
    problems: () => [],
    stop: () => {
      work = undefined;
      return begun.stop();
    },
  };
};

/** Each part may give another one something to do, but only through the log: once round without a new event is the end. */
const settledAsAWhole = async (
  { store }: Engines,
  { projector, running, relay, ticker }: LedWork,
  consumers: readonly RunningConsumer[],
  demandLead: () => void,
): Promise<void> => {
  for (;;) {
    demandLead();
    const head = await store.head();
    for (const consumer of consumers) await consumer.settled();
    await running.settled();
    await ticker?.settled();
    await relay?.settled();
    if (head !== undefined) await projected(projector, head, demandLead);
    demandLead();
    if ((await store.head()) === head) return;
  }
};

const projected = async (projector: Projector, position: string, demandLead: () => void): Promise<void> => {
  while (!(await projector.caughtUp(position, 1_000))) {
    demandLead();
    const stopped = projector.health().find(({ state }) => state === 'STOPPED' || state === 'FENCED');
    if (stopped) throw new Error(`${stopped.name} stands still: ${stopped.problem?.reason ?? stopped.state}`);
  }
};
