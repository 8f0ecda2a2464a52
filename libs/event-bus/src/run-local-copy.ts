import { type AnyChange, type AnyProjection, cursorName, loadedFiles } from '@laurel/read-models';
import type { Recorded } from '@laurel/event-sourcing';
import type { LocalCopy } from './consumer.js';
import { type ConsumerOptions, runConsumer, type RunningConsumer } from './run-consumer.js';

/**
 * Keeps here what others publish: rows and mark in one transaction. Keys come in any order, so its projections use `upsert`. Each
 * projection is a consumer of its own, named `<copy>/<collection>@<version>`: a new version meets everything from the beginning.
 */
export const runLocalCopy = ({ name, topics, projections }: LocalCopy, options: ConsumerOptions): Promise<readonly RunningConsumer[]> =>
  Promise.all(
    projections.map((projection) => runConsumer(consumerOf(`${name}/${cursorName(projection.into)}`, topics, projection), options)),
  );

const consumerOf = (name: string, topics: LocalCopy['topics'], projection: AnyProjection): Parameters<typeof runConsumer>[0] => ({
  name,
  topics,
  concerns: (category, type) => projection.handlers[category]?.[type] !== undefined,
  // What a projection throws is told by a rejected promise.
  handle: async (event, category) => {
    const changes = changesOf(projection, category, event);
    return async (tx) => {
      if (changes.length > 0) await tx.apply(projection.into, event.metadata.tenant, changes);
    };
  },
});

/** By the contract's category: the stream of another context may be named otherwise. */
const changesOf = ({ handlers }: AnyProjection, category: string, event: Recorded): readonly AnyChange[] => {
  const asked = handlers[category]?.[event.type]?.(event, noFiles);
  return asked === undefined ? [] : [asked].flat();
};

/** Published events name no files. */
const noFiles = loadedFiles(new Map());
