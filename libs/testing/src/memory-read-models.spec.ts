import { memoryReadModels } from './memory-read-models.js';
import { describeReadModels } from './read-models-conformance.js';

describeReadModels('Read models in memory', async () => {
  const readModels = memoryReadModels();
  // One memory is one process: whoever opens it again has the same one.
  return { readModels, another: async () => readModels, close: () => readModels.close() };
});
