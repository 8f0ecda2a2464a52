/**
 * The name, when it can stand in SQL and in the name of a channel as it is. Throws `TypeError` otherwise: a name comes from configuration, and
 * what has to be quoted somewhere is forgotten somewhere.
 */
export const schemaName = (name: string): string => {
  if (!/^[a-z_][a-z0-9_]{0,47}$/.test(name) || name.startsWith('pg_')) {
    throw new TypeError(`a schema is named in small letters, digits and _ (at most 48, not pg_…), not ${JSON.stringify(name)}`);
  }
  return name;
};
