import { expect, it } from '@jest/globals';
import { killedProjector } from './killed-projector.js';
import { zombieProjector } from './zombie-projector.js';

it(killedProjector.name, async () => expect(await killedProjector.run(false)).toEqual({ kills: 6, figures: { events: 420 } }), 30_000);

it(zombieProjector.name, async () => expect((await zombieProjector.run(false)).figures).toMatchObject({ zombies: 1 }), 30_000);
