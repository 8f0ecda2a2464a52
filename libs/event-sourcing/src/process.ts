import type { AnyAggregate } from './decider.js';
import type { DomainEvent, EventCatalogue, Recorded } from './event.js';
import type { Scope } from './scope.js';

/** Files that an event or a process names by hash: content that never changes, so that a reader of them stays a pure function of the log. */
export interface Files {
  /** The parsed JSON of a file that was named beforehand. Throws for any other. */
  json(hash: string): unknown;
}

/** One command of a process, not yet sent. Its id follows from the process's stream and its number, so sending again cannot do it twice. */
export interface ProcessOrder {
  readonly aggregate: AnyAggregate;
  /** Of the aggregate's stream, without the category. */
  readonly target: string;
  readonly type: string;
  readonly data: unknown;
  /** The time of the event that caused it. */
  readonly at: string;
}

/** What is sent together and written down as settled together: at most a few hundred orders to different streams. */
export interface ProcessBatch {
  /** From 0 up, never used twice within the process. */
  readonly number: number;
  readonly orders: readonly ProcessOrder[];
}

export type Outcome = 'DONE' | 'NOTHING' | 'REFUSED';

/** Any answer settles an order. */
export interface Answer {
  readonly outcome: Outcome;
  /** Codes of the refusal. */
  readonly reasons?: readonly string[];
}

/** What the runner itself writes into the stream of every process. */
export type ProcessEvent =
  | DomainEvent<
      'BatchSettled',
      {
        readonly number: number;
        readonly done: number;
        readonly nothing: number;
        readonly refused: readonly { readonly target: string; readonly reasons: readonly string[] }[];
      }
    >
  /** Nothing is outstanding until the next input. */
  | DomainEvent<'ProcessRested', Record<never, never>>;

/** How an input event concerns a process: which one, for whom it works, and what the process makes of it. */
export interface Reaction<State, E extends DomainEvent> {
  /** Id of the process instance; its stream is `<category>-<id>`. */
  readonly process: string;
  /** The asker's reach when a person ordered many things at once; the tenant when absent. */
  readonly scope?: Scope;
  /** What the process writes down. Called once per input event and process; must not refuse. */
  readonly events: (state: State) => readonly E[];
}

/**
 * A decider whose inputs are events and whose outputs are commands, with a stream of its own. All members are pure.
 * The runner appends what `inputs` give, sends `outstanding` until every order is settled, and writes the answers down.
 */
export interface ProcessManager<State = unknown, E extends DomainEvent = DomainEvent> {
  /** Its own vocabulary, made by `defineProcessEvents` so that it holds `ProcessEvent` too. */
  readonly events: EventCatalogue;
  readonly initial: State;
  readonly evolve: (state: State, event: E | ProcessEvent) => State;
  /** Category → event type → reaction. Inputs come from the service's own log. */
  readonly inputs: Readonly<Record<string, Readonly<Record<string, (event: Recorded) => Reaction<State, E> | undefined>>>>;
  /** Hashes of the files that `outstanding` wants to look at; large lists live there, not in events. */
  readonly reads?: (state: State) => readonly string[];
  /** The next batch that is not settled; undefined when there is nothing to do. */
  readonly outstanding: (state: State, files: Files) => ProcessBatch | undefined;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tables of processes; each meets its own events only
export type AnyProcess = ProcessManager<any, any>;
