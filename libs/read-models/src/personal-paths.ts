import type { z } from 'zod';
import type { AnyCollection } from './collection.js';
import { elementOf, markOf, shapes } from './fields.js';

export interface PersonalPath {
  /** Names from the document down; `[]` stands for every element of a list: `members[].name`. */
  readonly path: string;
  /** Field beside it that holds the subject's id. */
  readonly subject: string;
  readonly erased: unknown;
}

/** Every field of a collection's documents that is marked personal: what an erasure has to clean, and where the subject's id stands. */
export const personalPaths = (spec: AnyCollection): readonly PersonalPath[] => walk(spec.document, '');

// A schema that holds itself (a rule made of rules) is walked once on each way down: its marks stand where they were met first.
const walk = (schema: z.core.$ZodType, at: string, above: readonly unknown[] = []): readonly PersonalPath[] => {
  const element = elementOf(schema);
  if (element) return walk(element, `${at.slice(0, -1)}[].`, above);
  const paths = shapes(schema)
    .filter((shape) => !above.includes(shape))
    .flatMap((shape) =>
      Object.entries(shape).flatMap(([name, field]) => {
        const mark = markOf(field);
        return mark ? [{ path: `${at}${name}`, ...mark }] : walk(field, `${at}${name}.`, [...above, shape]);
      }),
    );
  return [...new Map(paths.map((path) => [path.path, path])).values()];
};
