import type { DataClassification, PublishedContract } from '@laurel/contracts';
import type { DomainEvent, EventCatalogue, EventsOf, Recorded } from '@laurel/event-sourcing';
import type { z } from 'zod';

/** A fact another context may rely on for years. CloudEvents 1.0 attributes and our extensions; see docs/reporting.md. */
export interface PublishedEvent<Data = unknown> {
  /** `<event id>.<n>`: one domain event may become several published ones. */
  readonly id: string;
  /** `/laurel/<service>`. */
  readonly source: string;
  /** `vn.laurel.<context>.<event>.v<n>`. */
  readonly type: string;
  /** Stream id; also the key of its order. */
  readonly subject: string;
  /** When it was recorded. */
  readonly time: string;
  /** When it counts for the office. */
  readonly businesstime: string;
  readonly tenant: string;
  /** Stream revision and n, fixed width, compares as text within one key. Never a store's position. */
  readonly sequence: string;
  readonly partitionkey: string;
  readonly dataschema: string;
  readonly dataclassification: DataClassification;
  readonly correlationid: string;
  readonly causationid: string;
  readonly traceparent?: string;
  readonly data: Data;
}

/** What a service lets out: one pure mapping function. Personal fields go through as the ciphertext they are in the log. */
export interface Publishing {
  /** `laurel.<context>.v1`. */
  readonly topic: string;
  readonly service: string;
  /** Category → event type → what becomes of it; whatever is not here stays inside. */
  readonly map: Readonly<Record<string, Readonly<Record<string, (event: Recorded) => Outgoing | readonly Outgoing[]>>>>;
}

export interface Outgoing {
  /** The contract that describes it, and a type of it. */
  readonly contract: PublishedContract;
  readonly type: string;
  readonly data: unknown;
  /** What the contract says when absent. An event with a personal field is personal whatever stands here. */
  readonly dataclassification?: DataClassification;
}

/**
 * What is made of the events of one catalogue, each mapping with its own event: `map: { ...mapFrom(planEvents, { PlanIssued: (event) => … }) }`.
 * For what a service publishes, and over contracts for what a command sender orders.
 */
export const mapFrom = <Schemas extends Record<string, z.ZodType>, Result>(
  catalogue: EventCatalogue<Schemas>,
  mappings: { readonly [Type in keyof Schemas & string]?: (event: Recorded<DomainEvent<Type, z.infer<Schemas[Type]>>>) => Result },
): Readonly<Record<string, Readonly<Record<string, (event: Recorded) => Result>>>> => ({
  // Looked up by category and type, each mapping meets its own events only; the type system cannot follow that.
  [catalogue.category]: mappings as unknown as Readonly<Record<string, (event: Recorded) => Result>>,
});

/** One published event with its data as the contract has it: `const plan = out(planContract)`, then `plan('PlanIssued', { … })`. */
export const out =
  <Contract extends PublishedContract>(contract: Contract) =>
  <Type extends EventsOf<Contract>['type']>(type: Type, data: Extract<EventsOf<Contract>, { readonly type: Type }>['data']): Outgoing => ({
    contract,
    type,
    data,
  });
