import { expect, it } from '@jest/globals';
import { killedLaurel } from '../faults/platform/killed-laurel.js';

it(
  killedLaurel.name,
  async () => {
    const { kills, figures } = await killedLaurel.run(false);
    expect([kills, figures['obligations']]).toEqual([2, 335]);
  },
  90_000,
);
