import { describeKeyStore } from './key-store-conformance.js';
import { memoryKeyStore } from './memory-key-store.js';

describeKeyStore('the memory', async () => ({ keys: memoryKeyStore() }));
