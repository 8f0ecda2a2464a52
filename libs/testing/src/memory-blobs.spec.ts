import { describeBlobs } from './blobs-conformance.js';
import { memoryBlobs } from './memory-blobs.js';

describeBlobs('the memory', async (options) => ({ blobs: memoryBlobs(options) }));
