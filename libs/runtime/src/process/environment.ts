/** Where a process's configuration is read from. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment of this process; read at the start, by `runProcess` alone. */
export const processEnvironment = (): Environment => process.env;
