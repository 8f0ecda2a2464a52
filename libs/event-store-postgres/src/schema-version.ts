import type pg from 'pg';

/** Where the schema stands; 0 when there is no event store in it. */
export const versionIn = async (connection: Pick<pg.Client, 'query'>, schema: string): Promise<number> => {
  const { rows: known } = await connection.query<{ migrations: string | null }>('SELECT to_regclass($1) AS migrations', [
    `${schema}.migrations`,
  ]);
  if (known[0]!.migrations === null) return 0;
  const { rows } = await connection.query<{ version: number | null }>(`SELECT max(version) AS version FROM ${schema}.migrations`);
  return rows[0]!.version ?? 0;
};
