import { setTimeout as sleep } from 'node:timers/promises';
import { type Operations, type ServiceStatus, UnknownName } from '@laurel/runtime';
import { z } from 'zod';
import { askProcess, CannotAsk, Silent } from './ask-process.js';
import { commandOn } from './command-on.js';
import { cannotGoBack } from './local-time.js';
import type { ServiceProcess } from './running.js';
import type { RunningLaurel, ShownService } from './running-laurel.js';

interface Processes {
  readonly dataDir: string;
  readonly secret: string;
  readonly processes: readonly ServiceProcess[];
}

interface Replica extends ServiceProcess {
  readonly now?: string | undefined;
  /** Undefined while it does not answer. */
  readonly status?: ServiceStatus | undefined;
}

/** How long a process may take to say how it is: one that hangs must not hold the others up. */
const patienceMs = 5_000;
/** How long a service may be without a leader: the lease of one that died, and what the next one takes to begin. */
const leaderWithinMs = 60_000;

/** A Laurel whose services are processes, each with replicas: asks the one that can tell, and tells of all together. */
export const manyProcesses = ({ dataDir, secret, processes }: Processes): RunningLaurel => {
  const lookAt = `look at ${commandOn(dataDir, 'npm run stack -- status')}`;
  const names = [...new Set(processes.map(({ service }) => service))];
  const ask = async <Answer>({ url }: ServiceProcess, path: string, body?: unknown, patience?: number): Promise<Answer> =>
    (await askProcess({
      url: `${url}/operations/${path}`,
      secret,
      body,
      ...(patience !== undefined && { patienceMs: patience }),
    })) as Answer; // the same version of the same packages answers

  const replicas = (service?: string): Promise<readonly Replica[]> =>
    Promise.all(
      processes
        .filter((each) => service === undefined || each.service === service)
        .map(async (each): Promise<Replica> => {
          try {
            const { now, services } = await ask<{ now: string; services: readonly ServiceStatus[] }>(each, 'status', undefined, patienceMs);
            return { ...each, now, status: services[0] };
          } catch {
            return each; // it may be starting, or stopping: told as silent
          }
        }),
    );

  /** With any replica that answers. */
  const withSome = async <Answer>(service: string, path: string, body?: unknown): Promise<Answer> => {
    const some = (await replicas(service)).find(({ status }) => status);
    if (!some) throw new CannotAsk(`${service} does not answer: ${lookAt}.`);
    return ask<Answer>(some, path, body);
  };

  /** With the one that leads, waited for. It may lose the lead meanwhile: then with the next one. */
  const withLeader = async <Answer>(service: string, path: string, body: unknown): Promise<Answer> => {
    for (const giveUp = Date.now() + leaderWithinMs; ; await sleep(250)) {
      const leader = (await replicas(service)).find(({ status }) => status?.leads);
      try {
        if (leader) return await ask<Answer>(leader, path, body);
      } catch (error) {
        if (!(error instanceof Silent) && !(error instanceof CannotAsk && error.code === 'NOT_LEADING')) throw error;
      }
      if (Date.now() > giveUp) throw new CannotAsk(`Nobody leads ${service} now: ${lookAt}.`);
    }
  };

  /** Of the service that knows the name. Where none does, all that there are are told. */
  const withOwner = async <Answer>(give: (service: string) => Promise<Answer>): Promise<Answer> => {
    const refusals: Unknown[] = [];
    for (const service of names) {
      try {
        return await give(service);
      } catch (error) {
        refusals.push(unknownIn(error));
      }
    }
    const [refused] = refusals;
    if (!refused) throw new CannotAsk('There is no service.');
    const known = refusals.flatMap((each) => each.known);
    throw new CannotAsk(new UnknownName(refused.what, refused.name, known).message);
  };

  const heads = () => Promise.all(names.map((service) => withSome<{ head?: string | null }>(service, 'head')));

  /** Until a round over all services has written nothing anywhere: each may give another one something to do. */
  const settled = async (): Promise<void> => {
    for (let before = await heads(); ;) {
      for (const service of names) await withLeader(service, 'settled', {});
      const after = await heads();
      if (JSON.stringify(after) === JSON.stringify(before)) return;
      before = after;
    }
  };

  return {
    settled,
    status: async () => {
      const all = await replicas();
      const now = all.find((each) => each.now !== undefined)?.now;
      if (now === undefined) throw new CannotAsk(`No process of any service answers: ${lookAt}.`);
      return {
        now,
        services: names.map((name) =>
          shownService(
            name,
            all.filter(({ service }) => service === name),
          ),
        ),
      };
    },
    parked: async () => {
      const lists = await Promise.all(
        names.map((service) => withSome<{ parked: Awaited<ReturnType<Operations['parked']>> }>(service, 'parked')),
      );
      return lists.flatMap(({ parked }) => parked);
    },
    messages: (consumer, key) =>
      withOwner(async (service) => {
        const found = await withSome<{ messages: Awaited<ReturnType<Operations['messages']>> }>(service, 'parked/show', { consumer, key });
        return found.messages;
      }),
    skip: (consumer, key, reason) => withOwner(async (service) => void (await withSome(service, 'parked/skip', { consumer, key, reason }))),
    release: (consumer, key) =>
      withOwner(async (service) => (await withSome<{ taken: number }>(service, 'parked/release', { consumer, key })).taken),
    rebuild: (readModel) => withOwner(async (service) => void (await withLeader(service, 'rebuild', { readModel }))),
    verify: async () => {
      const logs = [];
      for (const service of names)
        logs.push(...(await withSome<{ logs: Awaited<ReturnType<Operations['verify']>> }>(service, 'verify', {})).logs);
      return logs;
    },
    clock: async (to) => {
      const [first] = names;
      if (first === undefined) throw new CannotAsk('There is no service.');
      const { now } = await withSome<{ now: string }>(first, 'clock');
      if (to === undefined) return now;
      if (Date.parse(to) < Date.parse(now)) throw new CannotAsk(cannotGoBack(now, to));
      await withSome(first, 'clock', { to }); // answers when every process has it
      await settled(); // whoever moved it finds done what fell due on the way
      return (await withSome<{ now: string }>(first, 'clock')).now;
    },
  };
};

const unknownName = z.object({ what: z.string(), name: z.string(), known: z.array(z.string()) });
type Unknown = z.output<typeof unknownName>;

/** Throws what is another reason. */
const unknownIn = (error: unknown): Unknown => {
  if (error instanceof CannotAsk && error.code === 'UNKNOWN_NAME') return unknownName.parse(error.data);
  throw error;
};

/** What only the leader does, it tells; what all of them do, any of them. */
const shownService = (service: string, replicas: readonly Replica[]): ShownService => {
  const answering = replicas.flatMap(({ name, status }) => (status ? [{ name, status }] : []));
  const told = answering.find(({ status }) => status.leads)?.status ?? answering[0]?.status;
  return {
    service,
    ready: answering.some(({ status }) => status.ready),
    problems: [
      ...answering.flatMap(({ name, status }) => status.problems.map(({ part, problem }) => ({ part: `${name} ${part}`, problem }))),
      ...replicas.flatMap(({ name, status }) => (status ? [] : [{ part: name, problem: 'does not answer' }])),
      ...(answering.some(({ status }) => status.leads) ? [] : [{ part: service, problem: 'no process leads' }]),
    ],
    projections: told?.projections ?? [],
    parked: told?.parked ?? [],
    processes: told?.processes ?? [],
    replicas: replicas.map(({ name, status }) => ({ name, state: status ? (status.leads ? 'LEADS' : 'FOLLOWS') : 'SILENT' })),
  };
};
