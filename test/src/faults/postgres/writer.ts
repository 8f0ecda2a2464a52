import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { AppendOutcomeUnknown, ConcurrencyConflict, type NewEvent, StoreUnavailable, type Write } from '@laurel/event-sourcing';
import { openPostgresEventStore } from '@laurel/event-store-postgres';
import { metadataOf } from '@laurel/testing/plain';

// A writer that is meant to be killed, frozen, cut off: url, number of clients. Says at once what it was told of every append:
// `<position> <append>` of one that stands, `nothing <append>` of one that was never written.
const [url, clients] = [process.argv[2]!, Number(process.argv[3])];
const store = await openPostgresEventStore({ url });
let ending = false;
process.stdin.resume().once('end', () => (ending = true));

const event = (data: unknown): NewEvent => ({ type: 'Written', version: 1, data, metadata: metadataOf(randomUUID()) });
const pause = () => new Promise((resolve) => setTimeout(resolve, Math.random() * 50));

/** Sent again while nobody knows what became of it; after an unknown outcome "unavailable" says nothing about the first sending. */
const told = async (write: Write): Promise<{ readonly revision: number; readonly position: string } | undefined> => {
  for (let unknown = false; ; await pause()) {
    try {
      return (await store.append([write]))[0];
    } catch (error) {
      if (error instanceof AppendOutcomeUnknown) unknown = true;
      else if (!(error instanceof StoreUnavailable)) throw error;
      else if (!unknown) return undefined;
    }
  }
};

const client = async (): Promise<void> => {
  const known = new Map<string, number>();
  while (!ending) {
    const stream = `log-${Math.floor(Math.random() * 8)}`;
    const head = known.get(stream) ?? -1;
    const expected = head < 0 ? 'none' : head;
    const append = randomUUID();
    const size = 1 + Math.floor(Math.random() * 4);
    const events = Array.from({ length: size }, (_, index) =>
      event({ append, index, size, expected, filler: 'x'.repeat(Math.random() * 600) }),
    );
    try {
      const appended = await told({ stream, expected, events });
      writeSync(1, appended ? `${appended.position} ${append}\n` : `nothing ${append}\n`);
      if (appended) known.set(stream, appended.revision);
      else await pause();
    } catch (error) {
      if (!(error instanceof ConcurrencyConflict)) throw error;
      writeSync(1, `nothing ${append}\n`);
      known.set(stream, error.actual === 'none' ? -1 : error.actual);
    }
  }
};
await Promise.all(Array.from({ length: clients }, client));
await store.close();
