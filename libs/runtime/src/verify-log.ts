import { categoryOf, type EventCatalogue, type EventCodec, type EventStore, type Recorded } from '@laurel/event-sourcing';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** What parsing a whole log has shown. */
export interface VerifiedLog {
  readonly events: number;
  readonly unreadable: number;
  /** The first of them: which, where, why. */
  readonly problems: readonly string[];
}

const told = 20;

/** Reads every event as a fold would, and parses it by its schema besides, which reading does not. Others get room meanwhile. */
export const verifyLog = async (
  { store, codec }: { readonly store: EventStore; readonly codec: EventCodec },
  vocabulary: readonly EventCatalogue[],
): Promise<VerifiedLog> => {
  const catalogues = new Map(vocabulary.map((catalogue) => [catalogue.category, catalogue]));
  const problems: string[] = [];
  let [events, unreadable] = [0, 0];
  for await (const stored of store.readAll()) {
    if (++events % 64 === 0) await nextTurn();
    try {
      await parsed(catalogues, codec, stored);
    } catch (error) {
      unreadable += 1;
      const why = (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ');
      if (problems.length < told) problems.push(`${stored.type} v${stored.version} at ${stored.stream}@${stored.revision}: ${why}`);
    }
  }
  return { events, unreadable, problems };
};

const parsed = async (catalogues: ReadonlyMap<string, EventCatalogue>, codec: EventCodec, stored: Recorded): Promise<void> => {
  const catalogue = catalogues.get(categoryOf(stored.stream));
  if (!catalogue) throw new TypeError('no catalogue of this service has its category');
  const { data } = await codec.decode(catalogue, stored);
  catalogue.schemas[stored.type]!.parse(data); // decode has refused what has no schema
};
