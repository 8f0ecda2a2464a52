import { randomUUID } from 'node:crypto';
import type { Log, LogRecord, Proposed } from './log.js';

/** What the protocol can expect of a stream. */
export type Expectation = number | 'noStream' | 'any' | 'exists';

export type Check =
  | { readonly kind: 'ok' }
  | { readonly kind: 'idempotent'; readonly last: LogRecord }
  | { readonly kind: 'wrong'; readonly actual: number }
  | { readonly kind: 'tombstoned' };

export interface Write {
  readonly stream: string;
  readonly expected: Expectation;
  readonly events: readonly Proposed[];
}

/** Every record that was written lately, by event id: what the server remembers for writes that name no revision. */
const remembered = 10_000;

/** The server's rules about streams: expectations, its weak idempotency, deletion that can be undone and deletion that cannot. */
export const streamsOf = (log: Log) => {
  const recent = new Map<string, LogRecord>();
  const remember = (records: readonly LogRecord[]): void => {
    for (const record of records) {
      recent.set(record.id, record);
      if (recent.size > remembered) recent.delete(recent.keys().next().value!);
    }
  };
  remember(log.records.slice(-remembered));
  log.onGrowth(remember);

  const lastRevision = (stream: string): number => log.stream(stream).at(-1)?.revision ?? -1;
  const isTombstoned = (stream: string): boolean => log.stream(stream).at(-1)?.type === '$streamDeleted';
  /** Events before it are not read any more; the largest one stands for a deleted stream. */
  const truncatedBefore = (stream: string): number => {
    const metadata = log.stream(`$$${stream}`).at(-1);
    return metadata ? ((JSON.parse(String(metadata.data)) as { $tb?: number }).$tb ?? 0) : 0;
  };
  const isDeleted = (stream: string): boolean => truncatedBefore(stream) === Number.MAX_SAFE_INTEGER;

  const check = ({ stream, expected, events }: Write): Check => {
    const current = lastRevision(stream);
    if (isTombstoned(stream)) return { kind: 'tombstoned' };
    if (expected === 'exists' && (current < 0 || isDeleted(stream))) return { kind: 'wrong', actual: current };
    if (expected === 'any' || expected === 'exists') {
      // Neither their order nor whether they stand together is looked at.
      const known = events.map(({ id }) => recent.get(id)).map((record) => (record?.stream === stream ? record : undefined));
      if (known[0] === undefined) return { kind: 'ok' };
      return known.every((record) => record !== undefined)
        ? { kind: 'idempotent', last: known.at(-1)! }
        : { kind: 'wrong', actual: current };
    }
    const revision = expected === 'noStream' ? -1 : expected;
    if (revision === current) return { kind: 'ok' }; // ids are not looked at: the same one can be written twice
    if (revision > current) return { kind: 'wrong', actual: current };
    const stands = events.map(({ id }, index) => {
      const record = log.stream(stream)[revision + 1 + index];
      return record?.id === id ? record : undefined;
    });
    if (stands.every((record) => record !== undefined)) return { kind: 'idempotent', last: stands.at(-1)! };
    if (stands[0] === undefined && expected === 'noStream' && isDeleted(stream)) return { kind: 'ok' };
    return { kind: 'wrong', actual: current };
  };

  const system = (stream: string, type: string, data: unknown, metadata: unknown = ''): Write => ({
    stream,
    expected: 'any',
    events: [
      {
        id: randomUUID(),
        type,
        isJson: true,
        data: Buffer.from(typeof data === 'string' ? data : JSON.stringify(data)),
        metadata: Buffer.from(metadata === '' ? '' : JSON.stringify(metadata)),
      },
    ],
  });
  return {
    check,
    truncatedBefore,
    isTombstoned,
    lastRevision,
    /** Writes, and what the server adds: a deleted stream begins again, and the projection by category links to every event. */
    write: (writes: readonly Write[]): readonly LogRecord[] => {
      const deleted = writes.filter(({ stream }) => isDeleted(stream));
      const undeletions = deleted.map(({ stream }) => system(`$$${stream}`, '$metadata', { $tb: lastRevision(stream) + 1 }));
      const written = log.commit(writes);
      if (undeletions.length > 0) log.commit(undeletions);
      for (const { stream, revision } of written) {
        if (stream.startsWith('$') || !stream.includes('-')) continue;
        log.commit([system(`$ce-${stream.slice(0, stream.indexOf('-'))}`, '$>', `${revision}@${stream}`, { $v: '1:-1:1:4', $c: 1 })]);
      }
      return written;
    },
    delete: (stream: string): readonly LogRecord[] => log.commit([system(`$$${stream}`, '$metadata', { $tb: Number.MAX_SAFE_INTEGER })]),
    tombstone: (stream: string): readonly LogRecord[] => log.commit([system(stream, '$streamDeleted', {})]),
    system: (stream: string, type: string, data: unknown): readonly LogRecord[] => log.commit([system(stream, type, data)]),
  };
};

export type Streams = ReturnType<typeof streamsOf>;
