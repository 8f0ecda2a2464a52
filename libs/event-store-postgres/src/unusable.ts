/** The store cannot be used until somebody does what the message says: address, user, rights, TLS. Trying again does not help. */
export class PostgresStoreUnusable extends Error {
  override readonly name = 'PostgresStoreUnusable';
  constructor(
    message: string,
    options?: ErrorOptions,
    /** `STORE_RIGHTS_MISSING`: `migrate` with the user of the address as its role grants them. */
    readonly code: 'STORE_UNUSABLE' | 'STORE_RIGHTS_MISSING' = 'STORE_UNUSABLE',
  ) {
    super(message, options);
  }
}

/** The schema is missing or older than this program, so that it is to be migrated; or newer, which no command mends. */
export class PostgresSchemaOutdated extends Error {
  override readonly name = 'PostgresSchemaOutdated';
  readonly code: 'STORE_SCHEMA_OUTDATED' | 'STORE_SCHEMA_NEWER';
  constructor(
    readonly schema: string,
    /** 0 when there is none. */
    readonly found: number,
    readonly wanted: number,
    where: string,
  ) {
    const is = found === 0 ? 'has no event store' : `stands at version ${found}`;
    const todo = found < wanted ? 'it is to be migrated' : 'it was migrated by a newer release of Laurel: start that one';
    super(`schema ${schema} of PostgreSQL at ${where} ${is}, this program needs version ${wanted}: ${todo}`);
    this.code = found < wanted ? 'STORE_SCHEMA_OUTDATED' : 'STORE_SCHEMA_NEWER';
  }
}
