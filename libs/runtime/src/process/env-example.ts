import type { Field } from './configuration.js';

/** What may be set, with what it says: needed ones stand open, the others as a comment with their usual value. */
export const envExample = (title: string, fields: Readonly<Record<string, Field>>): string =>
  [
    `# ${title}`,
    '# Written by `npm run generate` from the schema; do not edit. Any NAME may come from a file instead: NAME_FILE=/run/secrets/name',
    ...Object.entries(fields).flatMap(([name, one]) => ['', ...linesOf(name, one)]),
    '',
  ].join('\n');

const linesOf = (name: string, { schema, says, secret, example, default: usual }: Field): readonly string[] => {
  const needed = usual === undefined && !schema.safeParse(undefined).success;
  const notes = [needed ? 'needed' : usual === undefined ? 'may be absent' : `${usual} when absent`, ...(secret ? ['secret'] : [])];
  return [`# ${says} (${notes.join(', ')})`, `${needed ? '' : '# '}${name}=${example ?? usual ?? ''}`];
};
