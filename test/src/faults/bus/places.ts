import type { EventStore } from '@laurel/event-sourcing';
import { openPostgresEventStore } from '@laurel/event-store-postgres';
import { openSqliteEventStore } from '@laurel/event-store-sqlite';
import { type KafkaConnection, openKafka } from '@laurel/event-bus-kafka';
import { openMongo } from '@laurel/mongo';
import type { ReadModels } from '@laurel/read-models';
import { openSqliteReadModels } from '@laurel/read-models/sqlite';
import { openMongoReadModels } from '@laurel/read-models-mongoose';

export type StorePlace = { readonly path: string } | { readonly url: string; readonly schema: string };
export type ReadModelsPlace = { readonly path: string } | { readonly uri: string; readonly database: string };

/** Where the engines of one run are, as data: children are told it. */
export interface Places {
  readonly brokers: readonly string[];
  readonly namespace: string;
  readonly store: StorePlace;
  /** Of the publishing service: how far its relay is. */
  readonly marks: ReadModelsPlace;
  /** Of the consuming service. */
  readonly readModels: ReadModelsPlace;
}

/** The least that brokers take. */
export const sessionTimeoutMs = 6_000;

/** Short waits, so that faults are noticed within the time of a run. */
export const connectKafka = ({ brokers, namespace }: Places): KafkaConnection =>
  openKafka({
    brokers,
    namespace,
    clientId: 'laurel-faults',
    timing: { sessionTimeoutMs, heartbeatMs: 300, fetchWaitMs: 200, requestTimeoutMs: 3_000 },
  });

export const openStore = (place: StorePlace): Promise<EventStore> =>
  'path' in place ? openSqliteEventStore({ path: place.path, synchronous: 'NORMAL' }) : openPostgresEventStore(place);

/** Closing them closes the connection that they stand on. */
export const openReadModels = async (place: ReadModelsPlace): Promise<ReadModels> => {
  if ('path' in place) return openSqliteReadModels(place);
  // Named, as services are: what a killed member has left open in the middle of a transaction is ended by the others.
  const mongo = await openMongo({ ...place, appName: 'laurel-faults' });
  const readModels = await openMongoReadModels({ mongo });
  return { ...readModels, close: () => readModels.close().finally(() => mongo.close()) };
};
