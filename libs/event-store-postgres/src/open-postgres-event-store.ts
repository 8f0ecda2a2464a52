import { setTimeout as sleep } from 'node:timers/promises';
import { type EventStore, type ReadAllOptions, type ReadStreamOptions, serializeWrites } from '@laurel/event-sourcing';
import { columns, fetchAll, fetchStream, positionText, type Row } from '@laurel/event-sourcing/engine-kit';
import { announcer, listener } from './announcements.js';
import { appendGroup } from './append-group.js';
import { storable } from './append-statement.js';
import { inBatches } from './batches.js';
import { clientConfig, pool, type PostgresAddress } from './connections.js';
import { toldOfStart } from './faults.js';
import { groupCommit } from './group-commit.js';
import { latestPage } from './latest-page.js';
import { logReader } from './log-reader.js';
import { newestVersion } from './migrations.js';
import { asked, reading } from './reading.js';
import { schemaName } from './schema-name.js';
import { versionIn } from './schema-version.js';
import type { Shared } from './shared.js';
import { subscription } from './subscription.js';
import { PostgresSchemaOutdated } from './unusable.js';
import { wakeUps } from './wake-ups.js';

export interface PostgresEventStoreOptions extends PostgresAddress {
  /** One a log: each service has its own. `laurel` when absent. */
  readonly schema?: string;
  /** How long an append waits for those of other processes; 5 s when absent. */
  readonly lockTimeoutMs?: number;
  /** How long the server may take for one statement, the waiting for others not counted; 10 s when absent. Half as much again later it is given up. */
  readonly answerTimeoutMs?: number;
  /** How long a read or a subscription asks again when the server does not answer, before it says so; 2 s when absent. */
  readonly patienceMs?: number;
  /** Connections for reading, opened when needed; 3 when absent. One more appends, and one listens once somebody subscribes. */
  readonly readers?: number;
  /** Told of connections that broke while nobody waited for them; they are opened anew. For the log. */
  readonly onTrouble?: (error: Error) => void;
}

/**
 * The event store in one schema of a PostgreSQL database, which `migrate` has prepared. Any number of processes may have it open: all write,
 * one append after the other, and all see the same order.
 * Throws `PostgresSchemaOutdated`, `PostgresStoreUnusable` (address, password, rights, TLS) or `StoreUnavailable` when it cannot be opened.
 */
export const openPostgresEventStore = async ({
  schema: name = 'laurel',
  lockTimeoutMs = 5000,
  answerTimeoutMs = 10_000,
  patienceMs = 2000,
  readers: readerCount = 3,
  onTrouble = () => undefined,
  ...address
}: PostgresEventStoreOptions): Promise<EventStore> => {
  const schema = schemaName(name);
  const { where, ...config } = clientConfig(address);
  // The server gives up first, so that what it says is heard; the client gives up when the server is not heard of at all.
  const bounded = (ms: number) => ({ ...config, statement_timeout: ms, query_timeout: ms + answerTimeoutMs / 2 });
  const appending = { ...bounded(lockTimeoutMs + answerTimeoutMs), lock_timeout: lockTimeoutMs };
  const writer = pool({ ...appending, max: 1, idleTimeoutMillis: 0 }, onTrouble);
  const readers = pool({ ...bounded(answerTimeoutMs), options: alongTheIndex, max: readerCount, idleTimeoutMillis: 60_000 }, onTrouble);
  try {
    const found = await versionIn(readers, schema);
    if (found !== newestVersion) throw new PostgresSchemaOutdated(schema, found, newestVersion, where);
    await readers.query(`SELECT FROM ${schema}.events LIMIT 0`);
  } catch (error) {
    await Promise.all([writer.end(), readers.end()]);
    throw error instanceof PostgresSchemaOutdated ? error : toldOfStart(where, error);
  }

  let closed = false;
  const growth = wakeUps();
  const listening = listener(config, schema, growth.wake, onTrouble);
  const { announce, silent } = announcer(readers, schema);
  const read = reading(readers, where, patienceMs, () => closed);
  const shared: Shared = {
    read,
    schema,
    head: asked(async () => {
      const [row] = await read<[number | null]>({ text: `SELECT max(position) FROM ${schema}.events` });
      return row![0] ?? 0;
    }),
    latest: latestPage(read, schema),
    growth,
    isClosed: () => closed,
  };
  const append = appendGroup({ writer, where, schema, look: (text, values) => read({ text, values }) });
  const group = groupCommit(async (appends) => {
    const outcomes = await append(appends);
    if (outcomes.some((outcome) => !(outcome instanceof Error))) {
      growth.wake();
      announce();
    }
    return outcomes;
  });
  const end = async (): Promise<void> => {
    await group.close();
    closed = true;
    growth.wake();
    await silent();
    const ends = Promise.all([listening.close(), writer.end(), readers.end()]);
    // A server that is not heard of any more does not hear us say good-bye.
    await Promise.race([ends, sleep(leavingMs, undefined, { ref: false })]);
  };
  let ending: Promise<void> | undefined;

  return {
    append: async (writes) => group.append(storable(serializeWrites(writes))),
    readStream: (stream, range) => readStream(shared, stream, range),
    readAll: (range) => readAll(shared, range),
    subscribe: (from = {}) => {
      listening.hear();
      return subscription(shared, from);
    },
    head: async () => {
      const head = await shared.head();
      return head === 0 ? undefined : positionText(head);
    },
    close: () => (ending ??= end()),
  };
};

/** Every read is a page in the order of an index. Without statistics the planner would gather and sort all that follows for each page. */
const alongTheIndex = '-c enable_bitmapscan=off -c enable_sort=off -c enable_seqscan=off';

/** How long closing waits for connections to end; what they had to do is done by then. */
const leavingMs = 2000;

const readStream = ({ read, schema }: Shared, stream: string, options: ReadStreamOptions = {}) => {
  const [name, range, order] = options.backwards
    ? [`${schema} stream back`, 'revision <= $2', 'revision DESC']
    : [`${schema} stream`, 'revision >= $2', 'revision'];
  const text = `SELECT ${columns} FROM ${schema}.events WHERE stream = $1 AND ${range} ORDER BY ${order} LIMIT $3`;
  const page = (from: number, limit: number) => read<Row>({ name, text, values: [stream, from, limit] });
  return inBatches(fetchStream(options, page), options.limit);
};

const readAll = ({ read, schema, head }: Shared, options: ReadAllOptions = {}) =>
  inBatches(fetchAll(options, { head, ...logReader(read, schema, options.filter) }), options.limit);
