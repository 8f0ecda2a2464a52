import { parentPort } from 'node:worker_threads';
import { Refusal } from '@laurel/event-sourcing';
import type { Gazetteer } from './gazetteer.js';
import { readPlan } from './read-plan.js';
import type { Answered } from './read-plan-aside.js';

const answer = ({ bytes, gazetteer }: { readonly bytes: Uint8Array; readonly gazetteer: Gazetteer }): Answered => {
  try {
    return { reading: readPlan(bytes, gazetteer) };
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.reasons }; // a class does not cross the border
    throw error;
  }
};

parentPort?.on('message', (asked) => parentPort?.postMessage(answer(asked)));
