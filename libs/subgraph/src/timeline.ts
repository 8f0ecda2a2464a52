import { type DomainEvent, type EventCatalogue, type Message, type Platform, type Recorded, streamOf } from '@laurel/event-sourcing';
import { badInput } from './faults.js';
import type { Caller } from './caller.js';

/** How an event is told to people. */
export interface Told {
  readonly text: Message;
  /** The reason that somebody gave. */
  readonly reason?: string | undefined;
}

export interface TimelineArguments {
  readonly first?: number | null;
  readonly after?: string | null;
}

const largest = 100;
const usual = 20;

/**
 * What happened to one thing, newest first, read from its stream: the log is the history, there is no second one.
 * The caller must have found the thing within its reach before. `tell` puts an event into words; undefined leaves it out of the history.
 * Throws BAD_USER_INPUT for a page or a cursor that is none.
 */
export const timelineOf = async <E extends DomainEvent>(
  { store, codec }: Platform,
  catalogue: EventCatalogue,
  id: string,
  { first, after }: TimelineArguments,
  tell: (event: Recorded<E>) => Told | undefined,
  caller: Caller,
) => {
  const size = first ?? usual;
  if (size < 1 || size > largest) throw badInput(['first'], `from 1 to ${largest}, not ${size}`);
  const before = after == null ? undefined : revisionOf(after);
  const edges = [];
  let more = false;
  if (before !== 0) {
    const from = before === undefined ? {} : { from: before - 1 };
    for await (const stored of store.readStream(streamOf(catalogue.category, id), { ...from, backwards: true })) {
      if (stored.metadata.tenant !== caller.tenant) break;
      const event = await codec.decode<E>(catalogue, stored);
      const told = tell(event);
      if (!told) continue;
      if (edges.length === size) {
        more = true;
        break;
      }
      edges.push({ cursor: cursorOf(event.revision), node: entryOf(event, told, caller) });
    }
  }
  return {
    edges,
    pageInfo: {
      hasNextPage: more,
      hasPreviousPage: after != null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
};

const entryOf = (event: Recorded, { text, reason }: Told, { language }: Caller) => {
  const { type, revision, recordedAt, metadata } = event;
  const { id, at, actor } = metadata;
  const orderedBy = 'person' in actor ? actor.person : actor.for;
  return {
    id,
    event: type,
    text: text[language],
    at,
    recordedAt,
    actor: orderedBy === undefined ? null : { id: orderedBy },
    actingFor: 'person' in actor && actor.actingFor !== undefined ? { id: actor.actingFor } : null,
    process: 'process' in actor ? actor.process : null,
    reason: reason ?? null,
    version: revision,
  };
};

const cursorOf = (revision: number): string => Buffer.from(`r${revision}`).toString('base64url');

const revisionOf = (cursor: string): number => {
  const revision = /^r(\d{1,15})$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1];
  if (revision === undefined) throw badInput(['after'], 'is a cursor of this list');
  return Number(revision);
};
