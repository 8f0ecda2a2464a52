import { type DomainEvent, type EventMetadata, type Recorded } from '@laurel/event-sourcing';
import { changed, changesOf, filesOf, keyOf, loadedFiles, type Projection } from '@laurel/read-models';
import { metadataOf } from './plain/metadata.js';

/** An event as a spec writes it down; metadata only where it matters. */
type Told<E extends DomainEvent> = E & { readonly metadata?: Partial<EventMetadata> };

/** The events of one stream as they would stand in a log of their own. */
export const history = <E extends DomainEvent>(stream: string, ...events: readonly Told<E>[]): readonly Recorded<E>[] =>
  events.map((event, revision) => ({
    ...event,
    stream,
    revision,
    position: positionAt(revision),
    version: 1,
    recordedAt: '2021-01-22T01:00:00.000Z',
    metadata: metadataOf(`event-${revision}`, { causationId: `cmd-${revision}`, ...event.metadata }),
  }));

/** Several histories, one after the other, in one log. */
export const inOneLog = (...histories: readonly (readonly Recorded<DomainEvent>[])[]): readonly Recorded<DomainEvent>[] =>
  histories.flat().map((event, index) => ({ ...event, position: positionAt(index) }));

const positionAt = (index: number): string => String(index + 1).padStart(16, '0');

interface ProjectOptions {
  /** Content hash → parsed JSON, for projections that read files. */
  readonly files: Readonly<Record<string, unknown>>;
}
type Batch = readonly Recorded<DomainEvent>[];

/**
 * The documents after these batches, applied as every engine must: an event at or below the last position does nothing.
 * Throws what would stop the projector.
 */
export const project = <Doc>(projection: Projection<Doc>, ...given: readonly (Batch | ProjectOptions)[]): readonly Doc[] => {
  const files = given.find((part): part is ProjectOptions => !Array.isArray(part))?.files ?? {};
  const documents = new Map<string, unknown>();
  let last = '';
  for (const event of given.filter((part): part is Batch => Array.isArray(part)).flat()) {
    if (event.position <= last) continue;
    last = event.position;
    apply(documents, projection, event, files);
  }
  return [...documents.values()] as readonly Doc[]; // parsed by the collection's own schema
};

const apply = <Doc>(
  documents: Map<string, unknown>,
  projection: Projection<Doc>,
  event: Recorded<DomainEvent>,
  files: ProjectOptions['files'],
): void => {
  const { into } = projection;
  const { tenant } = event.metadata;
  for (const change of changesOf(projection, event, loadedFiles(named(files, filesOf(projection, event))))) {
    const at = JSON.stringify([tenant, keyOf(into, change)]);
    const after = changed(into, tenant, change, documents.get(at));
    if (after)
      documents.set(at, JSON.parse(JSON.stringify(after))); // as an engine would give it back
    else documents.delete(at);
  }
};

const named = (files: ProjectOptions['files'], hashes: readonly string[]): ReadonlyMap<string, unknown> =>
  new Map(
    hashes.map((hash) => {
      if (!(hash in files)) throw new Error(`file ${hash} is not there`);
      return [hash, files[hash]] as const;
    }),
  );
