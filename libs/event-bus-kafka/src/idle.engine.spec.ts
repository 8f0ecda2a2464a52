import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { openKafka } from './index.js';
import { calmRequestQueue, restlessRequestQueue } from './idle-request-queue.js';
import { brokers, freshNamespace, parcelTopic } from './spec/kafka-kit.js';
import { parcel } from './spec/records.js';

/** Of one core, in percent. */
const cpuWhile = async (ms: number): Promise<number> => {
  const before = process.cpuUsage();
  await sleep(ms);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 10 / ms;
};

describe('a connection that has nothing to do', () => {
  it('costs less than one percent of a core, and more without the calm of its request queues', async () => {
    // The timing of production.
    const kafka = openKafka({ brokers: brokers(), clientId: 'idle', namespace: freshNamespace() });
    await kafka.topics.apply([parcelTopic(12)]);
    const abort = new AbortController();
    const given: string[] = [];
    const consuming = (async () => {
      for await (const batch of kafka.bus.subscribe({ group: 'one', topics: ['laurel.post.v1'], signal: abort.signal }))
        given.push(...batch.map(({ event }) => event.subject));
    })();
    try {
      await kafka.publisher.send('laurel.post.v1', [parcel('parcel-a')]);
      while (await kafka.bus.behind({ group: 'one', topics: ['laurel.post.v1'] })) await sleep(50);
      await sleep(1_000);
      // What other specs have left for V8 to tidy up in this process is no cost of the connection: it is not there all the time.
      const calm = Math.min(await cpuWhile(4_000), await cpuWhile(4_000), await cpuWhile(4_000));
      // An idle fetch waits at the broker, and is woken. One that was not would keep a parcel sent right behind another for a whole wait.
      await kafka.publisher.send('laurel.post.v1', [parcel('parcel-b')]);
      while (given.length < 2) await sleep(1);
      const sentAt = Date.now();
      await kafka.publisher.send('laurel.post.v1', [parcel('parcel-c')]);
      while (given.length < 3) await sleep(1);
      const latency = Date.now() - sentAt;
      restlessRequestQueue();
      await kafka.check();
      const restless = await cpuWhile(3_000);
      expect({ calm: calm < 1, restless: restless > 2 * calm && restless > 1, latency: latency < 800 }).toEqual({
        calm: true,
        restless: true,
        latency: true,
      });
    } finally {
      calmRequestQueue();
      abort.abort();
      await consuming;
      await kafka.close();
    }
  });
});
