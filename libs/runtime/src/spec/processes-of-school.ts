import { inProcessBus } from '@laurel/event-bus';
import { handleCommand } from '@laurel/event-sourcing';
import { memoryBlobs, memoryEventStore, memoryLeases, memoryReadModels, plainCodec } from '@laurel/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { type Engines, fixedClock, type HostedService, hostService } from '../index.js';
import { classContract, classList, course, publishing, school } from './school.js';

const hosted: HostedService[] = [];

/** After each spec. */
export const stopAll = async (): Promise<void> => {
  await Promise.all(hosted.splice(0).map((service) => service.stop()));
};

export const leaseMs = 500;
/** Processes of one service: engines shared, everything else their own. */
export const processesOfSchool = (lease = leaseMs) => {
  const [store, readModels, leases] = [memoryEventStore(), memoryReadModels(), memoryLeases()];
  const frozen = new Map<string, Gate>();
  const acquired: { readonly by: string; readonly cursor: string }[] = [];
  const asked: { readonly by: string; readonly lease: string; readonly at: number; readonly taken: boolean }[] = [];
  const clock = fixedClock('2021-01-22T01:00:00.000Z');
  const start = async (name: string, definition = school): Promise<HostedService> => {
    const bus = inProcessBus({ topics: [{ publishing, store, vocabulary: school.vocabulary }], readModels });
    // What a frozen process asks is asked when it thaws.
    const engines: Engines = {
      store: {
        ...store,
        append: async (...words) => {
          await frozen.get(`${name} appends`)?.open;
          return store.append(...words);
        },
      },
      readModels: {
        ...readModels,
        acquire: async (cursor) => {
          await frozen.get(`${name} at ${cursor}`)?.open;
          acquired.push({ by: name, cursor });
          return readModels.acquire(cursor);
        },
      },
      bus: {
        ...bus,
        async *subscribe(asked) {
          yield* bus.subscribe(asked);
          await frozen.get(`${name} leaves`)?.open;
        },
      },
      codec: plainCodec,
      blobs: memoryBlobs(),
      clock,
      logger: pino({ level: 'silent' }),
      leases: {
        ...leases,
        take: async (lease, ...words) => {
          await (frozen.get(name) ?? frozen.get(`${name} for ${lease}`))?.open;
          const taken = await leases.take(lease, ...words);
          asked.push({ by: name, lease, at: performance.now(), taken });
          return taken;
        },
        release: async (lease, holder) => {
          await (frozen.get(name) ?? frozen.get(`${name} for ${lease}`))?.open;
          return leases.release(lease, holder);
        },
        told: async (lease) => {
          await frozen.get(`${name} told`)?.open;
          return leases.told(lease);
        },
      },
    };
    const service = await hostService(definition, engines, { contracts: [classContract], leaseMs: lease });
    hosted.push(service);
    return service;
  };
  const freeze = (...names: readonly string[]): (() => void) => {
    const gate = gateOf();
    for (const name of names) frozen.set(name, gate);
    return () => {
      for (const name of names) frozen.delete(name);
      gate.lift();
    };
  };
  const open = ({ platform }: HostedService, id: string, classes: number) =>
    handleCommand(platform, course, id, {
      type: 'Open',
      data: { classes, ends: '2021-06-01T01:00:00.000Z' },
      id: `cmd_${id}`,
      hash: id,
      at: clock.now(),
      scope: { tenant: 'ba-dinh' },
      by: { person: 'per_1' },
      correlationId: 'req_1',
    });
  const both = async (definition = school) => {
    const one = await start('one', definition);
    await until(async () => (await one.health()).leads);
    return { one, two: await start('two', definition) };
  };
  return { start, both, open, store, freeze, acquired, asked };
};

interface Gate {
  readonly open: Promise<void>;
  lift(): void;
}
const gateOf = (): Gate => {
  let lift = (): void => undefined;
  return { open: new Promise((resolve) => (lift = resolve)), lift: () => lift() };
};

export const until = async (holds: () => Promise<boolean>): Promise<void> => {
  for (let tries = 0; !(await holds()); tries++) {
    if (tries > 1_500) throw new Error('it did not come about within fifteen seconds');
    await sleep(10);
  }
};

export const classes = async ({ engines: { readModels }, definition }: HostedService): Promise<number> => {
  const reader = { reach: () => ({ tenant: 'ba-dinh' }) };
  const { into } = definition.projections.find(({ into: { name } }) => name === classList.name)!;
  return (await readModels.collection(into as typeof classList).count(reader, { index: 'all', where: {} })).count;
};
