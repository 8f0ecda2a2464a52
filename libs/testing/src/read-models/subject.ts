import { afterEach, beforeEach } from '@jest/globals';
import type { Scope } from '@laurel/event-sourcing';
import { type AnyChange, type ParkedMessage, put, type ReadModels } from '@laurel/read-models';
import { type Case, cases } from './cases.js';
import { reads } from './reads.js';

export interface ReadModelsUnderTest {
  readonly readModels: ReadModels;
  /** Another engine on the same data, as another process would open it. */
  another(): Promise<ReadModels>;
  /** Closes all of them and removes the data. */
  close(): Promise<void>;
}

/** What laws are written in: an engine of its own for each of them, with `cases` open. */
export interface Subject {
  readonly readModels: () => ReadModels;
  readonly another: () => Promise<ReadModels>;
  readonly apply: (tenant: string, ...changes: readonly AnyChange[]) => Promise<void>;
  readonly given: (...documents: readonly Case[]) => Promise<void>;
  /** The reads of somebody of ba-dinh, or of whom the scope says. */
  readonly ask: (scope?: Partial<Scope>) => ReturnType<typeof reads>;
}

/** Within a `describe`. */
export const subjectOf = (factory: () => Promise<ReadModelsUnderTest>): Subject => {
  let under: ReadModelsUnderTest;
  beforeEach(async () => {
    under = await factory();
    await under.readModels.open([cases]);
  });
  afterEach(() => under.close());

  const readModels = () => under.readModels;
  return {
    readModels,
    another: () => under.another(),
    apply: (tenant, ...changes) => readModels().transaction((tx) => tx.apply(cases, tenant, changes)),
    given: (...documents) =>
      readModels().transaction(async (tx) => {
        for (const document of documents) await tx.apply(cases, document.tenant, [put(document)]);
      }),
    ask: (scope = {}) => reads(readModels(), { tenant: 'ba-dinh', ...scope }),
  };
};

export const message = (key: string, sequence: string): ParkedMessage => ({
  key,
  sequence,
  payload: '{"n":1}',
  parkedAt: '2021-01-22T01:00:00.000Z',
});
