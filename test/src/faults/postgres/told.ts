import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { type EventStore, type Recorded, StoreUnavailable } from '@laurel/event-sourcing';
import { openPostgresEventStore } from '@laurel/event-store-postgres';
import { checkWritten } from '../event-store/written-log.js';

/** A reader that follows the log from its beginning, and from where it stood when the store could not be reached for long. */
export const followed = (store: EventStore) => {
  const seen: string[] = [];
  const abort = new AbortController();
  let after: string | undefined;
  let outages = 0;
  const following = (async () => {
    while (!abort.signal.aborted) {
      try {
        for await (const message of store.subscribe({ ...(after !== undefined && { after }), signal: abort.signal })) {
          if (message.kind === 'caughtUp') continue;
          if (message.kind === 'events') seen.push(...message.events.map(({ metadata }) => metadata.id));
          after = message.position;
        }
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
        outages++;
      }
    }
  })();
  return {
    /** Waits until it has seen as much as there is; throws unless it saw each event once, in order. */
    sawAll: async (log: readonly Recorded[]): Promise<void> => {
      const patience = AbortSignal.timeout(10_000);
      while (seen.length < log.length && !patience.aborted) await sleep(5);
      abort.abort();
      await following;
      assert.deepEqual(
        seen,
        log.map(({ metadata }) => metadata.id),
        'the reader that followed saw the log, each event once, in order',
      );
    },
    outages: () => outages,
  };
};

/** The whole log, checked against everything that the writers said. `untold` stand although their writer died before it could say so. */
export const checkTold = async (url: string, lines: readonly string[]) => {
  const store = await openPostgresEventStore({ url });
  const log: Recorded[] = [];
  for await (const event of store.readAll()) log.push(event);
  await store.close();
  const nothing = new Set(lines.filter((line) => line.startsWith('nothing ')).map((line) => line.split(' ')[1]!));
  const acknowledged = lines.filter((line) => !line.startsWith('nothing '));
  const untold = checkWritten(log, acknowledged);
  for (const { data } of log) {
    const { append } = data as { readonly append: string }; // as the writers write it
    assert.ok(!nothing.has(append), `append ${append} stands, and its writer was told that nothing was written`);
  }
  return { log, acknowledged: acknowledged.length, 'told nothing': nothing.size, untold };
};
