import type { Blobs } from '@laurel/blobs';
import type { Bus, CommandSender, LocalCopy, Parking, Publisher, Publishing } from '@laurel/event-bus';
import type { AnyProcess, EventCatalogue, EventCodec, EventStore, Platform } from '@laurel/event-sourcing';
import type { TimerTargets } from '@laurel/processes';
import type { AnyCollection, AnyProjection, ProjectionHealth, ReadModels } from '@laurel/read-models';
import type { Logger } from 'pino';
import type { BusinessClock } from './clock.js';
import type { Leases } from './leases.js';

/** A bounded context as data: the list that a newcomer reads first. Written once against the ports. */
export interface ServiceDefinition {
  readonly name: string;
  /** Every category of streams that it owns. */
  readonly vocabulary: readonly EventCatalogue[];
  /** Own log → read models. */
  readonly projections: readonly AnyProjection[];
  readonly copies: readonly LocalCopy[];
  /** Made over the engines: a sender may look into local copies before it orders. */
  readonly senders?: (engines: Engines) => readonly CommandSender[];
  readonly processes: readonly AnyProcess[];
  /** The collection of its timers (documents are `TimerRow`), filled by one of the projections; and what they may order. */
  readonly timers?: { readonly rows: AnyCollection; readonly targets: (engines: Engines) => TimerTargets };
  readonly publishing?: Publishing;
}

/** What a composition root chooses. Only `standalone` and `@laurel/service-process` know which. */
export interface Engines {
  readonly store: EventStore;
  readonly readModels: ReadModels;
  readonly bus: Bus;
  /** Where a relay brings what the service publishes; absent when the bus reads the logs itself. */
  readonly publisher?: Publisher;
  readonly codec: EventCodec;
  readonly blobs: Blobs;
  readonly clock: BusinessClock;
  readonly logger: Logger;
  /** Where several processes run one service; absent when this is the only one. */
  readonly leases?: Leases;
}

/** A service that runs: projectors, consumers, processes and timers are at work. */
export interface HostedService {
  readonly definition: ServiceDefinition;
  readonly platform: Platform;
  readonly engines: Engines;
  /** True once every projection of its own log has reached the position; false when the time ran out. */
  waitFor(position: string, timeoutMs: number): Promise<boolean>;
  /**
   * Resolves when nothing is left to do: projections caught up, processes at rest, timers due by now sent, copies up to date, all of it
   * published. Rejects with `NotLeading` where another process does these things.
   */
  settled(): Promise<void>;
  readonly health: () => Promise<ServiceHealth>;
  /** How far each projection of its own log is. */
  projections(): Promise<readonly ProjectionHealth[]>;
  /**
   * Builds one of its read models anew beside the one that answers, then puts it in its place. Rejects with the reason why it cannot:
   * `NotLeading` where another process does it.
   */
  rebuild(readModel: string): Promise<void>;
  /** What could not be taken in, by consumer: to look at, skip and release. */
  readonly parking: ReadonlyMap<string, Parking>;
  /** Drains what is under way, then stops. The engines stay open. */
  stop(): Promise<void>;
}

export interface ServiceHealth {
  /** Its queries answer from whole read models. A parked key does not take that away. */
  readonly ready: boolean;
  /** Does this process run projections, processes, timers and the relay? The only one does. */
  readonly leads: boolean;
  /** What stands still or is behind: projection, consumer, process or timer, and why. */
  readonly problems: readonly { readonly part: string; readonly problem: string }[];
}

/** Another process of the service leads: ask that one. */
export class NotLeading extends Error {
  override readonly name = 'NotLeading';
  readonly code = 'NOT_LEADING';
  constructor(readonly service: string) {
    super(`another process leads ${service}: ask that one`);
  }
}
