import { describe, expect, it } from '@jest/globals';
import { eventStoreFaults } from './index.js';

describe('the event store under faults', () => {
  it.each(eventStoreFaults)(
    '$name',
    async ({ run }) => {
      expect(await run(false)).toMatchObject({ figures: expect.any(Object) });
    },
    30_000,
  );
});
