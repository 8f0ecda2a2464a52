import { describe, expect, it } from '@jest/globals';
import { postgresFaults } from './index.js';

describe('the event store on PostgreSQL under faults', () => {
  it.each(postgresFaults)('$name', async ({ run }) => {
    expect(await run(false)).toMatchObject({ figures: expect.any(Object) });
  });
});
