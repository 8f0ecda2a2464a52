import { describeLeases } from './leases-conformance.js';
import { memoryLeases } from './memory-leases.js';

describeLeases('the memory', async () => ({ leases: memoryLeases() }));
