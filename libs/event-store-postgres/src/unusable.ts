/** The store cannot be used until somebody does what the message says: address, user, rights, TLS. Trying again does not help. */
export class PostgresStoreUnusable extends Error {
  override readonly name = 'PostgresStoreUnusable';
  readonly code = 'STORE_UNUSABLE';
}

/** The schema is missing, older or newer than this program; the message names the command. */
export class PostgresSchemaOutdated extends Error {
  override readonly name = 'PostgresSchemaOutdated';
  readonly code = 'STORE_SCHEMA_OUTDATED';
  constructor(
    readonly schema: string,
    /** 0 when there is none. */
    readonly found: number,
    readonly wanted: number,
    where: string,
  ) {
    const is = found === 0 ? 'has no event store' : `stands at version ${found}`;
    const todo =
      found < wanted
        ? 'run `npm run laurel -- store migrate`, then start again'
        : 'it was migrated by a newer release of Laurel: start that one';
    super(`schema ${schema} of PostgreSQL at ${where} ${is}, this program needs version ${wanted}: ${todo}`);
  }
}
