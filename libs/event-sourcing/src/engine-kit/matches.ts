import { categoryOf, type Recorded } from '../event.js';
import type { EventFilter } from '../event-store.js';

/** Is it one of those that the filter names? */
export const matches = ({ categories, types }: EventFilter = {}, { stream, type }: Recorded): boolean =>
  (categories === undefined || categories.includes(categoryOf(stream))) && (types === undefined || types.includes(type));

/** An empty list asks for nothing. */
export const matchesNothing = ({ categories, types }: EventFilter = {}): boolean => categories?.length === 0 || types?.length === 0;
