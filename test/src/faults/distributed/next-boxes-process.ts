import { runBoxes } from './run-boxes.js';

await runBoxes(2);
