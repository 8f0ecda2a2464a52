import { migrate, openPostgresEventStore } from '@laurel/event-store-postgres';
import pg from 'pg';
import { withOwnPostgres } from '../faults/postgres/own-postgres.js';
import { paired, perSecond } from './event-store/paired.js';
import { sample } from './event-store/sample.js';

const streams = 100;
const perStream = 200;
const events = streams * perStream;
const page = 1024;

/** Events a second read from the whole log, ours against raw pages of the same size whose JSON is parsed too; 20,000 events of 600 bytes. */
export const postgresReplay = () =>
  withOwnPostgres(async ({ url }) => {
    await migrate(url);
    const store = await openPostgresEventStore({ url });
    for (let begin = 0; begin < events; begin += perStream) {
      await store.append([{ stream: `log-${begin}`, expected: 'none', events: Array.from({ length: perStream }, sample) }]);
    }
    const raw = new pg.Client(url);
    await raw.connect();
    const text =
      'SELECT position, stream, revision, type, version, data, metadata, recorded_at FROM laurel.events WHERE position > $1 ORDER BY position LIMIT $2';
    const scan = async () => {
      for (let after = 0; ;) {
        const { rows } = await raw.query<string[]>({ name: 'scan', text, values: [after, page], rowMode: 'array' });
        for (const row of rows) {
          JSON.parse(row[5]!);
          JSON.parse(row[6]!);
        }
        if (rows.length < page) return;
        after = Number(rows.at(-1)![0]);
      }
    };
    const read = async () => {
      let seen = 0;
      for await (const { revision } of store.readAll()) seen += revision >= 0 ? 1 : 0;
      if (seen !== events) throw new Error(`read ${seen} of ${events}`);
    };
    const figures = await paired(
      9,
      () => perSecond(events, scan),
      () => perSecond(events, read),
    );
    await raw.end();
    await store.close();
    return figures;
  });
