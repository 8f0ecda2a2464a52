import { type AnyChange, type AnyProjection, loadedFiles } from '@laurel/read-models';
import type { Recorded } from '@laurel/event-sourcing';
import type { LocalCopy } from './consumer.js';
import { type ConsumerOptions, runConsumer, type RunningConsumer } from './run-consumer.js';

/** Keeps here what others publish: rows and mark in one transaction. Keys come in any order, so its projections use `upsert`. */
export const runLocalCopy = ({ name, topics, projections }: LocalCopy, options: ConsumerOptions): Promise<RunningConsumer> =>
  runConsumer(
    {
      name,
      topics,
      concerns: (category, type) => projections.some(({ handlers }) => handlers[category]?.[type]),
      // What a projection throws is told by a rejected promise.
      handle: async (event, category) => {
        const changes = projections.map((projection) => ({ into: projection.into, some: changesOf(projection, category, event) }));
        return async (tx) => {
          for (const { into, some } of changes) if (some.length > 0) await tx.apply(into, event.metadata.tenant, some);
        };
      },
    },
    options,
  );

/** By the contract's category: the stream of another context may be named otherwise. */
const changesOf = ({ handlers }: AnyProjection, category: string, event: Recorded): readonly AnyChange[] => {
  const asked = handlers[category]?.[event.type]?.(event, noFiles);
  return asked === undefined ? [] : [asked].flat();
};

/** Published events name no files. */
const noFiles = loadedFiles(new Map());
