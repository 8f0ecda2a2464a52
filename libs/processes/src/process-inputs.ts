import {
  type AnyProcess,
  bounded,
  categoryOf,
  type DomainEvent,
  type EventCatalogue,
  type EventFilter,
  type Platform,
  type Reaction,
  type Recorded,
} from '@laurel/event-sourcing';
import type { Ownership, ReadModels } from '@laurel/read-models';
import { persist, type Problems } from './problems.js';
import { hasWork, processIndex } from './process-index.js';
import { type ProcessInstance, processInstance } from './process-instance.js';
import type { Pulse } from './pulse.js';
import type { DerivedUuid } from './send-order.js';

/** A process that an input has concerned. */
export interface Concerned {
  readonly process: AnyProcess;
  /** Without the category. */
  readonly id: string;
  readonly stream: string;
  readonly tenant: string;
  readonly revision: number;
}

export interface ProcessInputs {
  readonly part: string;
  /** True when no input of the log as it stands is still to be taken in. */
  caughtUp(): Promise<boolean>;
  readonly ended: Promise<void>;
}

interface Dependencies {
  readonly platform: Platform;
  readonly readModels: ReadModels;
  readonly vocabulary: ReadonlyMap<string, EventCatalogue>;
  readonly derivedUuid: DerivedUuid;
  readonly board: Problems;
  readonly pulse: Pulse;
  readonly signal: AbortSignal;
  readonly onConcerned: (concerned: Concerned) => void;
}

/**
 * Takes the inputs of one process manager from the service's log, in order, from the first event on. Each manager has a cursor of its own:
 * one that stands still holds up no other, and a new one meets the whole history.
 */
export const takeInputs = async (process: AnyProcess, dependencies: Dependencies): Promise<ProcessInputs> => {
  const { platform, readModels, board, pulse, signal, onConcerned } = dependencies;
  const { store } = platform;
  const part = `process ${process.events.category}`;
  const filter = filterOf(process);
  let owner: Ownership = await readModels.acquire(`process/${process.events.category}`);
  let reached = owner.position;

  const run = persist(part, board, signal, async ({ succeeded }) => {
    for await (const message of store.subscribe({ ...(owner.position !== undefined && { after: owner.position }), filter, signal })) {
      if (message.kind === 'caughtUp') continue;
      // Progress is not worth a write: what is read again after a restart concerns nobody.
      if (message.kind === 'events') {
        const concerned = await react(process, message.events, dependencies);
        await readModels.transaction(async (tx) => {
          for (const [tenant, rows] of byTenant(concerned)) await tx.apply(processIndex, tenant, rows.map(hasWorkOf));
          await tx.advance(owner, message.position);
        });
        owner = { ...owner, position: message.position };
        concerned.forEach(onConcerned);
      }
      reached = message.position;
      succeeded();
      pulse.beat();
    }
  }).finally(() => pulse.beat());

  return {
    part,
    caughtUp: async () => {
      for await (const _ of store.readAll({ ...(reached !== undefined && { after: reached }), filter, limit: 1 })) return false;
      return true;
    },
    ended: run,
  };
};

const filterOf = ({ inputs }: AnyProcess): EventFilter => ({
  categories: Object.keys(inputs),
  types: [...new Set(Object.values(inputs).flatMap((handlers) => Object.keys(handlers)))],
});

/** Processes side by side, the inputs of one process one after the other. */
const react = async (
  process: AnyProcess,
  events: readonly Recorded[],
  { platform, vocabulary, derivedUuid }: Dependencies,
): Promise<readonly Concerned[]> => {
  const lines = new Map<string, (readonly [Reaction<unknown, DomainEvent>, Recorded])[]>();
  for (const stored of events) {
    const category = categoryOf(stored.stream);
    const handler = process.inputs[category]?.[stored.type];
    if (!handler) continue; // the filter holds category and type apart
    const event = await platform.codec.decode(vocabulary.get(category)!, stored); // looked for at the start
    const reaction = handler(event);
    if (reaction) lines.set(reaction.process, [...(lines.get(reaction.process) ?? []), [reaction, event]]);
  }
  const limit = bounded(32);
  const concerned = [...lines].map(([id, line]) => limit(() => reactInOrder(processInstance(platform, process, id), line)));
  return (await Promise.all(concerned)).flat();

  async function reactInOrder(
    instance: ProcessInstance,
    line: readonly (readonly [Reaction<unknown, DomainEvent>, Recorded])[],
  ): Promise<readonly Concerned[]> {
    let last: Concerned | undefined;
    for (const [reaction, event] of line) {
      const revision = await instance.react(reaction, event, derivedUuid(process.events.category, event.metadata.id));
      if (revision === undefined) continue;
      last = { process, id: reaction.process, stream: instance.stream, tenant: event.metadata.tenant, revision };
    }
    return last ? [last] : [];
  }
};

const hasWorkOf = ({ stream, tenant, revision }: Concerned) => hasWork({ id: stream, tenant, revision });

const byTenant = (concerned: readonly Concerned[]): ReadonlyMap<string, readonly Concerned[]> => {
  const groups = new Map<string, Concerned[]>();
  for (const one of concerned) groups.set(one.tenant, [...(groups.get(one.tenant) ?? []), one]);
  return groups;
};
