import { badInput } from '@laurel/subgraph';

const longest = 1000;

/** A name or another line of text as people typed it: NFC, single blanks. Throws BAD_USER_INPUT when nothing is left, or too much. */
export const line = (text: string, ...path: readonly string[]): string => {
  const clean = text
    .normalize('NFC')
    .replace(/[\s\u00A0]+/g, ' ')
    .trim();
  if (clean === '') throw badInput(['input', ...path], 'is empty');
  if (clean.length > longest) throw badInput(['input', ...path], `has more than ${longest} characters`);
  return clean;
};

export const lines = (texts: readonly string[] | undefined, ...path: readonly string[]): readonly string[] => [
  ...new Set((texts ?? []).map((text, index) => line(text, ...path, String(index)))),
];

/** The fields that say something: what GraphQL calls null is absent in an order. */
export const given = <Fields extends Readonly<Record<string, unknown>>>(fields: Fields) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined)) as {
    readonly [Name in keyof Fields]?: NonNullable<Fields[Name]>;
  }; // the same fields without those that are absent

/** Throws BAD_USER_INPUT unless exactly one of the arguments is given. */
export const exactlyOne = (values: Readonly<Record<string, unknown>>, ...path: readonly string[]): void => {
  const names = Object.keys(values);
  if (names.filter((name) => values[name] != null).length !== 1)
    throw badInput([...path, names[0]!], `give exactly one of ${names.join(', ')}`);
};
