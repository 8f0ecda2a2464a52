import { categoryOf, type DomainEvent, type EventCatalogue, type EventsOf, type Files, type Recorded } from '@laurel/event-sourcing';
import type { z } from 'zod';
import type { CollectionSpec, IndexSpec } from './collection.js';

/** What an event does to the documents of its tenant. Data, so that a projection needs no database to be tried. */
export type Change<Doc> = Put<Doc> | Alter<Doc> | Upsert<Doc>;
interface Put<Doc> {
  readonly put: Doc;
}
interface Alter<Doc> {
  readonly alter: string;
  /** Returns undefined to remove the document. */
  readonly to: (document: Doc) => Doc | undefined;
}
interface Upsert<Doc> {
  readonly upsert: string;
  readonly to: (document: Doc | undefined) => Doc | undefined;
}

/** A change of any document: for engines, which meet documents as data. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the collection's schema checks what comes out
export type AnyChange = Change<any>;

export const put = <Doc>(document: Doc): Put<Doc> => ({ put: document });
/** Of a document that is there; if it is not, the projector stops: its own log is complete, so something is wrong. */
export const alter = <Doc>(key: string, to: (document: Doc) => NoInfer<Doc> | undefined): Alter<Doc> => ({ alter: key, to });
/** For local copies of other contexts: their events come in order per stream only, so a document may be met before it began. */
export const upsert = <Doc>(key: string, to: (document: Doc | undefined) => NoInfer<Doc> | undefined): Upsert<Doc> => ({ upsert: key, to });

type Handlers<E extends DomainEvent, Doc> = {
  readonly [Type in E['type']]?: (event: Recorded<Extract<E, { type: Type }>>, files: Files) => Change<Doc> | readonly Change<Doc>[];
};

type FileReads<E extends DomainEvent> = {
  readonly [Type in E['type']]?: (event: Recorded<Extract<E, { type: Type }>>) => readonly string[];
};

export interface Projection<Doc> {
  readonly into: CollectionSpec<Doc, Record<string, IndexSpec<Doc>>>;
  /** Which files a handler needs, by category and type: loaded before the batch is applied. */
  readonly reads: Readonly<Record<string, Readonly<Record<string, (event: Recorded<DomainEvent>) => readonly string[]>>>>;
  /** Category → event type → what it does. */
  readonly handlers: Readonly<
    Record<string, Readonly<Record<string, (event: Recorded<DomainEvent>, files: Files) => Change<Doc> | readonly Change<Doc>[]>>>
  >;
  from<Schemas extends Record<string, z.ZodType>>(
    catalogue: EventCatalogue<Schemas>,
    handlers: Handlers<EventsOf<EventCatalogue<Schemas>>, Doc>,
    reads?: FileReads<EventsOf<EventCatalogue<Schemas>>>,
  ): Projection<Doc>;
}

/** A pure function from events to changes of one collection: `projection(list).from(events, { … })`, once per catalogue. */
export const projection = <Doc, Indexes extends Record<string, IndexSpec<Doc>>>(into: CollectionSpec<Doc, Indexes>): Projection<Doc> =>
  extend<Doc>(into as unknown as Projection<Doc>['into'], {}, {}); // the engine uses the indexes as data only

const extend = <Doc>(
  into: Projection<Doc>['into'],
  handlers: Projection<Doc>['handlers'],
  reads: Projection<Doc>['reads'],
): Projection<Doc> => ({
  into,
  handlers,
  reads,
  // Looked up by category and type, each handler meets its own events only; the type system cannot follow that.
  from: (catalogue, more, moreReads = {}) =>
    extend(
      into,
      { ...handlers, [catalogue.category]: more as unknown as Projection<Doc>['handlers'][string] },
      { ...reads, [catalogue.category]: moreReads as unknown as Projection<Doc>['reads'][string] },
    ),
});

/** A projection of any document: for tables of projections. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each meets its own documents only
export type AnyProjection = Projection<any>;

/** The changes that an event asks of a projection, in their order; none when it does not listen to it. Rethrows what a handler throws. */
export const changesOf = <Doc>({ handlers }: Projection<Doc>, event: Recorded<DomainEvent>, files: Files): readonly Change<Doc>[] => {
  const asked = handlers[categoryOf(event.stream)]?.[event.type]?.(event, files);
  return asked === undefined ? [] : ([asked].flat() as readonly Change<Doc>[]); // flat() forgets that the list was readonly
};

/** The hashes of the files that a projection needs to look at this event. */
export const filesOf = ({ reads }: AnyProjection, event: Recorded<DomainEvent>): readonly string[] =>
  reads[categoryOf(event.stream)]?.[event.type]?.(event) ?? [];

/** Gives a handler the files that were loaded for it, and no others. */
export const loadedFiles = (loaded: ReadonlyMap<string, unknown>): Files => ({
  json: (hash) => {
    if (!loaded.has(hash)) throw new Error(`file ${hash} was not named by \`reads\``);
    return loaded.get(hash);
  },
});
