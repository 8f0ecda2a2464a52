import { describe, expect, it } from '@jest/globals';
import { killedBy } from './killed-by.js';
import { mutants } from './mutants.js';

const runs = 8;

describe('the conformance suite of event stores', () => {
  it('is green for the store without a defect, compiled the same way', async () => {
    expect(await killedBy(undefined, runs, 30_000)).toBeUndefined();
  }, 60_000);

  it.each(mutants)(
    'turns red when $defect',
    async (mutant) => {
      expect(await killedBy(mutant, runs, 3000)).toEqual(expect.any(String));
    },
    60_000,
  );
});
