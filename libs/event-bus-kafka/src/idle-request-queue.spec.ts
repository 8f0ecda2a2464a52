import { createRequire } from 'node:module';
import { afterEach, describe, expect, it } from '@jest/globals';
import { calmRequestQueue, restlessRequestQueue } from './idle-request-queue.js';

const { prototype } = createRequire(import.meta.url)('kafkajs/src/network/requestQueue/index.js') as {
  readonly prototype: Record<string, unknown>;
};

describe('the calm of the request queue', () => {
  afterEach(restlessRequestQueue);

  it('comes over the kafkajs that it was written for', () => {
    const before = prototype['scheduleCheckPendingRequests'];
    expect(calmRequestQueue()).toBe(true);
    expect(prototype['scheduleCheckPendingRequests']).not.toBe(before);
    expect(calmRequestQueue()).toBe(true);
  });

  it('leaves another kafkajs alone, and says so', () => {
    const other = () => 'of a later version';
    prototype['scheduleRequestTimeoutCheck'] = other;
    const warnings: unknown[] = [];
    expect(calmRequestQueue({ warn: (...said) => void warnings.push(said), debug: () => undefined })).toBe(false);
    expect(prototype['scheduleRequestTimeoutCheck']).toBe(other);
    expect(warnings).toEqual([
      [
        { methods: ['scheduleRequestTimeoutCheck'] },
        'this kafkajs is another one than its idle timers were calmed for: look at the CPU of idle services',
      ],
    ]);
  });
});
