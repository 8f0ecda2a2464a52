import {
  type Actor,
  appendSurely,
  type AnyProcess,
  ConcurrencyConflict,
  type DomainEvent,
  type EventMetadata,
  type NewEvent,
  type Platform,
  type Reaction,
  type Recorded,
  type Scope,
  streamOf,
} from '@laurel/event-sourcing';

/** One process as its stream tells it. */
export interface Folded {
  readonly state: unknown;
  readonly revision: number;
  /** Ids of what it has taken in and written down. */
  readonly causes: ReadonlySet<string>;
  readonly settled: ReadonlySet<number>;
  readonly rested: boolean;
  readonly scope: Scope | undefined;
  /** Of the last input that it took in: whose wish, which request, when. */
  readonly cause: EventMetadata | undefined;
}

export interface ProcessInstance {
  readonly stream: string;
  /** Folds what is new. */
  fold(): Promise<Folded>;
  /** Writes down what the process makes of an input, once. Gives the revision; undefined when it makes nothing of it. */
  react(reaction: Reaction<unknown, DomainEvent>, input: Recorded, id: string): Promise<number | undefined>;
  /** Writes down what the runner has to say. False when an input came first, unless it may follow one. */
  note(event: DomainEvent, id: string, when: { readonly evenAfterInput: boolean }): Promise<boolean>;
}

export const processInstance = ({ store, codec, newEventId }: Platform, process: AnyProcess, id: string): ProcessInstance => {
  const stream = streamOf(process.events.category, id);
  const [causes, settled] = [new Set<string>(), new Set<number>()];
  let now: Folded = { state: process.initial, revision: -1, causes, settled, rested: false, scope: undefined, cause: undefined };

  const fold = async (): Promise<Folded> => {
    for await (const stored of store.readStream(stream, { from: now.revision + 1 })) {
      const event = await codec.decode(process.events, stored);
      causes.add(event.metadata.causationId);
      if (isSettled(event)) settled.add(event.data.number);
      now = next(process, now, event);
    }
    return now;
  };

  const append = async (events: readonly DomainEvent[], expected: number, metadata: Omit<EventMetadata, 'id'>): Promise<number> => {
    const stamped = await Promise.all(
      events.map(async ({ type, data }): Promise<NewEvent> => {
        const encoded = await codec.encode(process.events, { type, data }, metadata.tenant);
        return { type, ...encoded, metadata: { ...metadata, id: newEventId() } };
      }),
    );
    return (await appendSurely(store, { stream, expected: expected < 0 ? 'none' : expected, events: stamped })).revision;
  };

  return {
    stream,
    fold,
    react: (reaction, input, causationId) =>
      untilFirst(async () => {
        const { state, revision, scope, cause } = await fold();
        if (causes.has(causationId)) return revision;
        const { tenant, at, correlationId, traceparent } = input.metadata;
        if (cause && cause.tenant !== tenant) throw new Error(`${stream} belongs to ${cause.tenant}, ${input.stream} to ${tenant}`);
        const made = reaction.events(state);
        if (made.length === 0) return undefined;
        const events = reaction.scope && !sameReach(reaction.scope, scope) ? [reachKept(reaction.scope), ...made] : made;
        const actor = actorOf(process, askerOf(input.metadata.actor));
        return append(events, revision, {
          at,
          tenant,
          actor,
          causationId,
          causationHash: '',
          correlationId,
          ...(traceparent && { traceparent }),
        });
      }),
    note: (event, causationId, { evenAfterInput }) => {
      const asOf = now.revision;
      return untilFirst(async () => {
        const { revision, cause } = await fold();
        if (causes.has(causationId)) return true;
        if (!cause || (!evenAfterInput && revision !== asOf)) return false;
        await append([event], revision, { ...cause, causationId });
        return true;
      });
    },
  };
};

const attempts = 5;

/** Somebody wrote first: fold on and try again. */
const untilFirst = async <T>(work: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ConcurrencyConflict) || attempt === attempts) throw error;
    }
  }
};

const next = (process: AnyProcess, before: Folded, event: Recorded): Folded => {
  const { revision, metadata } = event;
  switch (event.type) {
    case 'ReachKept': // the runner's own; the process has no such event
      return {
        ...before,
        revision,
        rested: false,
        scope: { tenant: metadata.tenant, ...(event.data as Omit<Scope, 'tenant'>) },
        cause: metadata,
      };
    case 'BatchSettled':
      return { ...before, revision, rested: false, state: process.evolve(before.state, event) };
    case 'ProcessRested':
      return { ...before, revision, rested: true, state: process.evolve(before.state, event) };
    default:
      return { ...before, revision, rested: false, cause: metadata, state: process.evolve(before.state, event) };
  }
};

const isSettled = (event: Recorded): event is Recorded<DomainEvent<'BatchSettled', { readonly number: number }>> =>
  event.type === 'BatchSettled';

export const actorOf = (process: AnyProcess, asker: string | undefined): Actor => ({
  process: process.events.category,
  ...(asker !== undefined && { for: asker }),
});

/** Who asked for it in the end: the person, or the one for whom a process worked. */
export const askerOf = (actor: Actor): string | undefined => ('person' in actor ? actor.person : actor.for);

const reachKept = ({ units, person }: Scope): DomainEvent => ({
  type: 'ReachKept',
  data: { ...(units && { units }), ...(person !== undefined && { person }) },
});

const sameReach = (one: Scope, other: Scope | undefined): boolean =>
  other !== undefined && one.person === other.person && JSON.stringify(one.units) === JSON.stringify(other.units);
