import type { Parking } from '@laurel/event-bus';
import { processIndex } from '@laurel/processes';
import type { ParkedKey as KeyOfConsumer, ParkedMessage, ProjectionHealth } from '@laurel/read-models';
import type { HostedService } from './service.js';
import { type VerifiedLog, verifyLog } from './verify-log.js';

/** How one service stands, for whoever operates it. */
export interface ServiceStatus {
  readonly service: string;
  readonly ready: boolean;
  readonly leads: boolean;
  readonly problems: readonly { readonly part: string; readonly problem: string }[];
  readonly projections: readonly Pick<ProjectionHealth, 'name' | 'state' | 'lagMs'>[];
  readonly parked: readonly ParkedKey[];
  /** Streams of the processes that are not at rest. */
  readonly processes: readonly string[];
}

export interface ParkedKey extends Required<KeyOfConsumer> {
  readonly consumer: string;
}

/** What an operator asks and orders. A name that nothing here has is `UnknownName`; what else cannot be done is a `RangeError`. */
export interface Operations {
  status(): Promise<readonly ServiceStatus[]>;
  parked(): Promise<readonly ParkedKey[]>;
  messages(consumer: string, key: string): Promise<readonly ParkedMessage[]>;
  skip(consumer: string, key: string, reason: string): Promise<void>;
  /** How many were taken in. */
  release(consumer: string, key: string): Promise<number>;
  rebuild(readModel: string): Promise<void>;
  verify(): Promise<readonly (VerifiedLog & { readonly service: string })[]>;
}

/** A name that nothing here has, with those that there are. */
export class UnknownName extends Error {
  override readonly name = 'UnknownName';
  readonly code = 'UNKNOWN_NAME';
  readonly data: { readonly what: string; readonly name: string; readonly known: readonly string[] };
  constructor(what: string, name: string, known: readonly string[]) {
    const sorted = [...known].sort();
    super(`${name} is no ${what} here; there are: ${sorted.join(', ')}`);
    this.data = { what, name, known: sorted };
  }
}

/** Of the services of this process. Each call rejects as `Operations` says. */
export const operations = (services: ReadonlyMap<string, HostedService>): Operations => {
  const all = [...services.values()];
  const parkingOf = (consumer: string): Parking => {
    const found = all.flatMap(({ parking }) => parking.get(consumer) ?? []);
    if (found.length !== 1)
      throw new UnknownName(
        'consumer',
        consumer,
        all.flatMap(({ parking }) => [...parking.keys()]),
      );
    return found[0]!;
  };
  const messages = async (consumer: string, key: string): Promise<readonly ParkedMessage[]> => {
    const found = await parkingOf(consumer).look(key);
    if (found.length === 0) throw new RangeError(`nothing is parked at ${key} of ${consumer}`);
    return found;
  };
  return {
    status: () => Promise.all(all.map(statusOf)),
    parked: async () => (await Promise.all(all.map(parkedKeys))).flat(),
    messages,
    skip: async (consumer, key, reason) => {
      await messages(consumer, key);
      await parkingOf(consumer).skip(key, reason);
    },
    release: async (consumer, key) => {
      await messages(consumer, key);
      return parkingOf(consumer).release(key);
    },
    rebuild: async (readModel) => {
      const owners = all.filter(({ definition }) => definition.projections.some(({ into }) => into.name === readModel));
      const [owner, another] = owners;
      if (another) throw new RangeError(`${readModel} is a read model of ${owners.map(({ definition }) => definition.name).join(' and ')}`);
      if (owner) return owner.rebuild(readModel);
      const copies = all.flatMap(({ definition }) =>
        definition.copies.flatMap(({ projections }) => projections.map(({ into }) => into.name)),
      );
      if (copies.includes(readModel))
        throw new RangeError(`${readModel} is a local copy: it is built anew from what others publish when its version is raised`);
      const known = all.flatMap(({ definition }) => definition.projections.map(({ into }) => into.name));
      throw new UnknownName('read model', readModel, known);
    },
    verify: async () => {
      const logs = [];
      for (const { definition, platform } of all)
        logs.push({ service: definition.name, ...(await verifyLog(platform, definition.vocabulary)) });
      return logs;
    },
  };
};

const statusOf = async (service: HostedService): Promise<ServiceStatus> => ({
  service: service.definition.name,
  ...(await service.health()),
  projections: (await service.projections()).map(({ name, state, lagMs }) => ({ name, state, lagMs })),
  parked: await parkedKeys(service),
  processes: await processesAtWork(service),
});

const parkedKeys = async ({ parking, engines: { readModels } }: HostedService): Promise<readonly ParkedKey[]> => {
  const all = [...parking.keys()].map(async (consumer) =>
    (await readModels.parkedKeys(consumer)).map(({ error = '', ...key }): ParkedKey => ({ consumer, ...key, error })),
  );
  return (await Promise.all(all)).flat();
};

/** At most a page of each tenant: who sees a thousand at work knows enough. */
const processesAtWork = async ({ engines: { readModels } }: HostedService): Promise<readonly string[]> => {
  const rows = readModels.collection(processIndex);
  const pages = (await readModels.tenants(processIndex)).map(async (tenant) => {
    const { items } = await rows.find({ reach: () => ({ tenant }) }, { index: 'all', where: {}, page: { first: 1000 } });
    return items.map(({ document }) => document.id);
  });
  return (await Promise.all(pages)).flat();
};
