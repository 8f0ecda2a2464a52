import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { ConcurrencyConflict, type NewEvent } from '@laurel/event-sourcing';
import { openSqliteEventStore } from '@laurel/event-store-sqlite';
import { metadataOf } from '@laurel/testing/plain';

// A writer that is meant to be killed: path, number of clients. Says every acknowledged append, `<position> <append id>`, at once.
const [path, clients] = [process.argv[2]!, Number(process.argv[3])];
const store = await openSqliteEventStore({ path, lockTimeoutMs: 20_000 });
let ending = false;
process.stdin.resume().once('end', () => (ending = true));

const event = (data: unknown): NewEvent => ({ type: 'Written', version: 1, data, metadata: metadataOf(randomUUID()) });

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
      const [{ revision, position }] = (await store.append([{ stream, expected, events }])) as readonly [
        { revision: number; position: string },
      ];
      writeSync(1, `${position} ${append}\n`);
      known.set(stream, revision);
    } catch (error) {
      if (!(error instanceof ConcurrencyConflict)) throw error;
      known.set(stream, error.actual === 'none' ? -1 : error.actual);
    }
  }
};
await Promise.all(Array.from({ length: clients }, client));
await store.close();
