import { eventTypeFilter, type Filter, streamNameFilter } from '@kurrent/kurrentdb-client';
import type { EventFilter } from '@laurel/event-sourcing';

/** The streams of one store among all that a server holds: those whose name begins with `<name>:`. */
export interface Namespace {
  readonly prefix: string;
  readonly nameOf: (stream: string) => string;
  /** Undefined for a stream of somebody else. */
  readonly streamOf: (name: string) => string | undefined;
  /** What the server is asked for; what it gives beyond the filter is left out by `matches`. */
  readonly filter: (filter: EventFilter | undefined) => Filter;
}

/** Throws `TypeError` unless the name is one word of small letters, digits and `_`. */
export const namespaceOf = (name: string): Namespace => {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new TypeError(`a namespace is one word of small letters, digits and _, not ${name}`);
  const prefix = `${name}:`;
  return {
    prefix,
    nameOf: (stream) => prefix + stream,
    streamOf: (full) => (full.startsWith(prefix) ? full.slice(prefix.length) : undefined),
    // One filter a read is all that the server takes: categories when there are some, they name whole streams.
    filter: ({ categories, types } = {}) => {
      if (categories === undefined && types !== undefined) return eventTypeFilter({ regex: `^(${types.map(escaped).join('|')})$` });
      return streamNameFilter({ prefixes: categories?.map((category) => `${prefix}${category}-`) ?? [prefix] });
    },
  };
};

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\#\s-]/g, '\\$&');
