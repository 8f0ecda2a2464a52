/** Where a process's configuration is read from. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment of this process; whoever starts it reads it once. */
export const processEnvironment = (): Environment => process.env;
