import type { EventFilter } from '@laurel/event-sourcing';
import { columns, type Row, type Scan } from '@laurel/event-sourcing/engine-kit';
import type { Question, Read } from './reading.js';

/** Positions looked through by one statement, however few of them match. */
const window = 50_000;

/** Reads of the whole log, each one statement with a snapshot of its own. Bounds are exclusive at `from`, inclusive at `until`. */
export const logReader = (read: Read, schema: string, filter: EventFilter = {}) => {
  const question = questions(schema, filter);
  const scan = async (backwards: boolean, from: number, until: number, limit: number): Promise<Scan> => {
    const to = backwards ? Math.max(until, from - window) : Math.min(until, from + window);
    const asked = question(backwards, from, to, limit);
    const rows = asked === undefined ? [] : await read<Row>(asked);
    return { rows, to: rows.length < limit ? to : rows.at(-1)![0] };
  };
  return {
    forward: (from: number, until: number, limit: number): Promise<Scan> => scan(false, from, until, limit),
    backward: (from: number, until: number, limit: number): Promise<Scan> => scan(true, from, until, limit),
  };
};

/** Undefined when nothing can match. */
const questions = (schema: string, { categories, types }: EventFilter) => {
  const walks = categories && [...new Set(categories)];
  const ofTypes = types === undefined ? '' : ' AND type = ANY ($4::text[])';
  return (backwards: boolean, from: number, to: number, limit: number): Question | undefined => {
    if (walks?.length === 0 || types?.length === 0) return undefined;
    const [range, order] = backwards
      ? ['position < $1 AND position >= $2', 'position DESC']
      : ['position > $1 AND position <= $2', 'position'];
    const values = [from, to, limit, ...(types ? [types] : [])];
    if (walks === undefined) {
      const text = `SELECT ${columns} FROM ${schema}.events WHERE ${range}${ofTypes} ORDER BY ${order} LIMIT $3`;
      // What followers at the end ask for all the time.
      return { ...(!types && !backwards && { name: `${schema} log` }), text, values };
    }
    // One ordered walk along the index per category, merged: `category = ANY (…)` would gather and sort every match of the window first.
    const walk = (index: number): string =>
      `(SELECT ${columns} FROM ${schema}.events WHERE category = $${values.length + 1 + index} AND ${range}${ofTypes} ORDER BY ${order} LIMIT $3)`;
    const text = walks.length === 1 ? walk(0) : `${walks.map((_, index) => walk(index)).join(' UNION ALL ')} ORDER BY ${order} LIMIT $3`;
    return { text, values: [...values, ...walks] };
  };
};
