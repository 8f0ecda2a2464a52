import { type AnyChange, type AnyProjection, cursorName, loadedFiles } from '@laurel/read-models';
import type { Recorded } from '@laurel/event-sourcing';
import type { LocalCopy } from './consumer.js';
import { type ConsumerOptions, runConsumers, type RunningConsumer } from './run-consumers.js';
import type { Consumer } from './take-in.js';

/**
 * Keeps here what others publish: rows and mark in one transaction. Keys come in any order, so its projections use `upsert`. Each
 * projection is a consumer of its own, named `<copy>/<collection>@<version>`. They share a group that is named after all of them: a new
 * version begins another group, which is given everything from the beginning; those that know it already drop it by their marks.
 */
export const runLocalCopy = ({ name, topics, projections }: LocalCopy, options: ConsumerOptions): Promise<readonly RunningConsumer[]> => {
  const versions = projections.map(({ into }) => cursorName(into));
  const consumers = projections.map((projection, at) => consumerOf(`${name}/${versions[at]}`, projection));
  return runConsumers({ group: `${name}/${versions.toSorted().join('+')}`, topics }, consumers, options);
};
const consumerOf = (name: string, projection: AnyProjection): Consumer => ({
  name,
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
