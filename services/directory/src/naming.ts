import { type DatedName, factOf, holds, supersede } from '@laurel/contracts';

interface Named {
  readonly names: readonly DatedName[];
  readonly aliases: readonly DatedName[];
}

/** Absent where nobody knows since when. */
export const since = (from: string | undefined): { readonly from?: string } => (from === undefined ? {} : { from });

/** What documents call a thing from its beginning on. */
export const firstNames = (
  name: string,
  aliases: readonly string[],
  from: string | undefined,
): Named & { readonly names: readonly [DatedName] } => ({
  names: [{ name, ...since(from) }],
  aliases: aliases.map((alias) => ({ name: alias, ...since(from) })),
});

export const renamed = ({ names }: Named, { name, from }: { readonly name: string; readonly from: string }) => ({
  names: supersede(names, { name, from }),
});

export const withAlias = (
  { aliases }: Named,
  { alias, from, to }: { readonly alias: string; readonly from?: string | undefined; readonly to?: string | undefined },
) => ({ aliases: [...aliases, { name: alias, ...since(from), ...(to !== undefined && { to }) }] });

export const bearsName = ({ names }: Named, name: string, day: string): boolean => factOf(names, day)?.name === name;

export const bearsAlias = ({ aliases }: Named, alias: string, day: string): boolean =>
  aliases.some((one) => one.name === alias && holds(one, day));

/** The name of a day; of one on which the thing has none, the name that it bore first, or last. */
export const nameOn = (
  { names, code, to }: Pick<Named, 'names'> & { readonly code: string; readonly to?: string | undefined },
  day: string,
): string => (factOf(names, day) ?? (to !== undefined && to <= day ? names.at(-1) : names.at(0)))?.name ?? code;

export const aliasesOn = ({ aliases }: Pick<Named, 'aliases'>, day: string): readonly string[] =>
  aliases.filter((alias) => holds(alias, day)).map(({ name }) => name);
