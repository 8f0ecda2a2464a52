import { describe, expect, it } from '@jest/globals';
import { processFaults } from './index.js';

/** The short form; the long one is started by `npm run test:faults`. */
describe('processes that are killed', () => {
  it.each(processFaults)('$name', async ({ run }) => expect((await run(false)).kills).toBeGreaterThan(0), 60_000);
});
