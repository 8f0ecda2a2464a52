import { type Appended, ConcurrencyConflict, EventIdReused, type SerializedWrite } from '@laurel/event-sourcing';
import { holds, type Place, positionText, repeated } from '@laurel/event-sourcing/engine-kit';
import type pg from 'pg';
import { appendStatement, type Placed, type Writes } from './append-statement.js';
import { isDeterministic, toldOfAppend, unavailable } from './faults.js';

export type Outcome = readonly Appended[] | Error;

export interface Appending {
  readonly writer: pg.Pool;
  readonly where: string;
  readonly schema: string;
  /** Runs a query of one's own choice where reads run. */
  readonly look: <T extends readonly unknown[]>(sql: string, values: readonly unknown[]) => Promise<readonly T[]>;
}

/** Sends a group as one transaction, and gives what is told of each append: its result, or why not. Rejects never. */
export const appendGroup = (appending: Appending) => {
  const group = async (appends: readonly Writes[]): Promise<readonly Outcome[]> => {
    let placed: readonly Placed[];
    try {
      placed = await send(appending, appends);
    } catch (error) {
      // Nothing of it stands. Alone each fails for itself, and only the one that cannot be written does.
      if (!isDeterministic(error) || appends.length === 1) return appends.map(() => error as Error);
      const alone: Outcome[] = [];
      for (const append of appends) alone.push(...(await group([append])));
      return alone;
    }
    let next = 0;
    const places = appends.map((writes) => placed.slice(next, (next += writes.length)));
    const isRefused = (index: number): boolean => places[index]!.some(([, last]) => last === null);
    const refused = appends.filter((_, index) => isRefused(index));
    const known = refused.length === 0 ? new Map<string, Place>() : await stored(appending, refused.flat());
    return appends.map((writes, index) => {
      if (!isRefused(index)) return writes.map((write, at) => appended(write, places[index]![at]!));
      return known instanceof Error ? known : refusal(writes, places[index]!, known);
    });
  };
  return group;
};

const send = async ({ writer, where, schema }: Appending, appends: readonly Writes[]): Promise<readonly Placed[]> => {
  const statement = appendStatement(schema, appends);
  let connection: pg.PoolClient;
  try {
    connection = await writer.connect();
  } catch (error) {
    throw unavailable(where, error);
  }
  let failed: unknown;
  try {
    // The types of pg know no query by text whose rows are arrays.
    const { rows } = await connection.query<unknown[]>({ text: statement, rowMode: 'array' });
    return rows as unknown as readonly Placed[];
  } catch (error) {
    failed = error;
    throw toldOfAppend(where, error);
  } finally {
    // One that failed may be half dead, or lead to a server that has become a standby.
    connection.release(failed !== undefined);
  }
};

const appended = ({ events }: SerializedWrite, [head, last]: Placed): Appended => ({
  revision: head + events.length,
  position: positionText(last!),
});

/** Where those of the events stand that are in the log by now. What was known when the append was refused stays where it is. */
const stored = async ({ look, schema }: Appending, writes: Writes): Promise<ReadonlyMap<string, Place> | Error> => {
  const ids = writes.flatMap(({ events }) => events.map(({ id }) => id));
  try {
    const rows = await look<readonly [string, string, number, number]>(
      `SELECT id, stream, revision, position FROM ${schema}.events WHERE id = ANY ($1::uuid[])`,
      [ids],
    );
    return new Map(rows.map(([id, stream, revision, position]) => [id, { stream, revision, position }]));
  } catch (error) {
    return error as Error;
  }
};

const refusal = (writes: Writes, placed: readonly Placed[], known: ReadonlyMap<string, Place>): Outcome => {
  const before = writes.map((write) => repeated(write, (id) => known.get(id)));
  if (before.every((one) => one !== undefined)) return before;
  // As the function in the database decides it.
  const stale = writes.findIndex(({ expected }, index) => !holds(expected, placed[index]![0]));
  const reused = writes.find(({ events }) => events.some(({ id }) => known.has(id))) ?? (stale < 0 ? writes[0] : undefined);
  if (reused) return new EventIdReused(reused.stream);
  const { stream, expected } = writes[stale]!;
  const head = placed[stale]![0];
  return new ConcurrencyConflict(stream, expected, head < 0 ? 'none' : head);
};
