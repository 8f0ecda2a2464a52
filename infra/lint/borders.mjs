// Who may import whom, as data. The rule in rules.mjs reads it; test/src/lint/borders.spec.ts proves that each line turns red.

/** First word of a project's folder → what its files may import of Laurel. */
export const layers = {
  libs: { mayImport: ['libs'], because: 'a library knows no service and no gateway' },
  gateway: { mayImport: ['libs'], because: 'the gateway holds no business code' },
  services: { mayImport: ['libs'], because: 'a service knows of another only what libs/contracts says' },
  standalone: { mayImport: ['libs', 'gateway', 'services'], because: 'the composition root sits on top' },
  test: { mayImport: ['libs', 'gateway', 'services', 'standalone'], because: 'flows see everything' },
};

/** Packages that are an engine: only a composition root chooses one. */
export const engines = {
  packages: [
    '@laurel/event-store-sqlite',
    '@laurel/event-store-kurrentdb',
    '@laurel/event-store-postgres',
    '@laurel/event-bus-kafka',
    '@laurel/read-models/sqlite',
    '@laurel/read-models-mongoose',
    '@laurel/personal-data/sqlite',
    '@laurel/mongo',
    '@laurel/platform-mongoose',
    '@laurel/service-process',
    '@laurel/sqlite',
  ],
  /** Composition roots, the engines themselves, and whoever proves them. */
  from: [
    /^services\/standalone\//,
    /^services\/[^/]+\/src\/main\.ts$/,
    /^test\//,
    /\.spec\.ts$/,
    /^libs\/(event-store-|event-bus-kafka|read-models-mongoose|platform-mongoose|mongo|service-process|sqlite|personal-data|blobs)/,
    /^libs\/read-models\/src\/sqlite\//,
  ],
};

/** What only specs and proofs may import. */
export const proofs = {
  packages: [
    '@laurel/testing',
    '@laurel/testing/plain',
    '@laurel/testing/program',
    '@laurel/testing/engine-address',
    '@laurel/service-process/spec',
    '@jest/globals',
    '@nestjs/testing',
    'fast-check',
  ],
  from: [/\.spec\.ts$/, /\/src\/(.+\/)?(spec|fixtures)\//, /^test\//, /^libs\/testing\//],
};

/** Nest stays out of the cores. */
export const nest = {
  packages: [/^@nestjs\//, /^@apollo\//],
  from: [/\/src\/nest\//, /^services\//, /^gateway\//, /^test\//, /^libs\/subgraph\//, /\.spec\.ts$/],
};

const role = (...names) => new RegExp(`\\.(${names.join('|')})\\.(ts|js)$`);

/** Rules and read models in their purest form: files with these suffixes, and what they may import. */
export const pure = {
  files: role('events', 'commands', 'state', 'reasons', 'actions', 'decider', 'projection', 'collection', 'process'),
  packages: [
    /^zod$/,
    /^temporal-polyfill$/,
    /^@laurel\/(event-sourcing|read-models|calendar|contracts|law)$/,
    // Timers are rows that a projection arms; a process's vocabulary comes from there too. Neither does I/O.
    /^@laurel\/processes$/,
  ],
  /** Files that see Nest, GraphQL or the outside. */
  neverFiles: role('module', 'resolver', 'queries', 'view', 'config', 'guard', 'filter', 'interceptor', 'service', 'publishing'),
  neverFolders: /\/(nest|generated)\//,
};

/** Where the environment is read. */
export const environment = { from: [/\.config\.ts$/, /\/environment\.ts$/, /^infra\//, /\.mjs$/] };
