import { defineEvents, type DomainEvent, type EventCatalogue, type EventsOf, type Reaction, type Recorded } from '@laurel/event-sourcing';
import { z } from 'zod';

/** What the runner itself writes into the stream of every process. */
const runnerSchemas = {
  BatchSettled: z.object({
    number: z.int(),
    done: z.int(),
    nothing: z.int(),
    refused: z.array(z.object({ target: z.string(), reasons: z.array(z.string()) })),
  }),
  ProcessRested: z.object({}),
  /** The reach of who asked, kept for the orders. The process itself never sees it. */
  ReachKept: z.object({ units: z.array(z.string()).optional(), person: z.string().optional() }),
};
type RunnerSchemas = typeof runnerSchemas;

/**
 * Declares what can happen in the streams of a process manager: its own events and those that the runner writes.
 * Takes what `defineEvents` takes. Throws `TypeError` when a name is the runner's.
 */
export const defineProcessEvents = <const Schemas extends Record<string, z.ZodType>>(
  category: string,
  schemas: Schemas,
  upcasts: EventCatalogue<Schemas>['upcasts'] = {},
): EventCatalogue<Schemas & RunnerSchemas> => {
  const taken = Object.keys(schemas).find((type) => type in runnerSchemas);
  if (taken) throw new TypeError(`${taken} is written by the runner, a process cannot name an event so`);
  // No type of the runner's has an upcast yet, so the process's are all there are.
  return defineEvents(category, { ...schemas, ...runnerSchemas }, upcasts as EventCatalogue<Schemas & RunnerSchemas>['upcasts']);
};

/** The events of a process's own, without the runner's: the `E` of `ProcessManager<State, E>`. */
export type OwnEventsOf<Catalogue> = Exclude<EventsOf<Catalogue>, DomainEvent<keyof RunnerSchemas>>;

/** The inputs of one catalogue, each handler with its own event: `inputs: { ...inputsFrom(planEvents, { PlanIssued: (event) => … }) }`. */
export const inputsFrom = <Schemas extends Record<string, z.ZodType>, State, E extends DomainEvent>(
  catalogue: EventCatalogue<Schemas>,
  handlers: {
    readonly [Type in keyof Schemas & string]?: (
      event: Recorded<DomainEvent<Type, z.infer<Schemas[Type]>>>,
    ) => Reaction<State, E> | undefined;
  },
): Readonly<Record<string, Readonly<Record<string, (event: Recorded) => Reaction<State, E> | undefined>>>> => ({
  // Looked up by category and type, each handler meets its own events only; the type system cannot follow that.
  [catalogue.category]: handlers as unknown as Readonly<Record<string, (event: Recorded) => Reaction<State, E> | undefined>>,
});
