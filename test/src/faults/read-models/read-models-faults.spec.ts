import { expect, it } from '@jest/globals';
import { killedProjector } from './killed-projector.js';
import { zombieProjector } from './zombie-projector.js';

it('a projector killed between effect and checkpoint does everything once', async () => {
  const { kills, found, folded } = await killedProjector.run(false);
  expect(kills).toBe(6);
  expect(found).toEqual(folded);
}, 30_000);

it('a projector that wakes up after another one has taken over is fenced out and leaves no trace', async () => {
  const { healths, found, folded } = await zombieProjector.run(false);
  expect(healths).toEqual(['FENCED']);
  expect(found).toEqual(folded);
}, 30_000);
