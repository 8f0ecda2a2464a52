import { describe, expect, it } from '@jest/globals';
import { bounded, type ProcessManager } from '@laurel/event-sourcing';
import { derivedUuid } from '@laurel/runtime';
import { memoryPlatform, memoryReadModels } from '@laurel/testing';
import { problems } from './problems.js';
import { defineProcessEvents } from './process-events.js';
import { hasWork, isAtRest, processIndex } from './process-index.js';
import { processWorker } from './process-worker.js';
import { pulse } from './pulse.js';
import { sendOrder } from './send-order.js';

const idle: ProcessManager<null, never> = {
  events: defineProcessEvents('idle', {}),
  initial: null,
  evolve: () => null,
  inputs: {},
  outstanding: () => undefined,
};

describe('a process that comes to rest', () => {
  it('is looked at again when an input came while it went to rest', async () => {
    const { platform } = memoryPlatform();
    const readModels = memoryReadModels([processIndex]);
    const concerned = { process: idle, id: 'a', stream: 'idle-a', tenant: 'ba-dinh', revision: 0 };
    const transaction = readModels.transaction.bind(readModels);
    let rests = 0;
    Object.assign(readModels, {
      transaction: (work: Parameters<typeof transaction<void>>[0]) => {
        if (++rests === 1) worker.wake(concerned);
        return transaction(work);
      },
    });
    const beat = pulse();
    const worker = processWorker({
      platform,
      readModels,
      derivedUuid,
      send: sendOrder(platform),
      limit: bounded(1),
      files: () => Promise.reject(new Error('no files')),
      board: problems(),
      pulse: beat,
      signal: new AbortController().signal,
    });
    worker.wake(concerned);
    while (!worker.idle()) await beat.after(beat.count);
    expect(rests).toBe(2);
  });

  it('stays in the index when an input was written down after what it rested on', async () => {
    const readModels = memoryReadModels([processIndex]);
    const row = { id: 'idle-a', tenant: 'ba-dinh', revision: 4 };
    const get = () => readModels.collection(processIndex).get({ reach: () => ({ tenant: 'ba-dinh' }) }, 'idle-a');
    await readModels.transaction((tx) =>
      tx.apply(processIndex, 'ba-dinh', [hasWork(row), hasWork({ ...row, revision: 2 }), isAtRest('idle-a', 3)]),
    );
    expect(await get()).toEqual(row);
    await readModels.transaction((tx) => tx.apply(processIndex, 'ba-dinh', [isAtRest('idle-a', 4)]));
    expect(await get()).toBeUndefined();
  });
});
