import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';

/** A record of the log. `position` is the offset at which it begins, as on the real server: unique, growing, never dense. */
export interface LogRecord {
  readonly position: bigint;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly isJson: boolean;
  readonly data: Buffer;
  readonly metadata: Buffer;
  /** 100 ns since 1970. */
  readonly created: string;
}

export interface Proposed {
  readonly id: string;
  readonly type: string;
  readonly isJson: boolean;
  readonly data: Buffer;
  readonly metadata: Buffer;
}

export interface Log {
  readonly records: readonly LogRecord[];
  /** All records of a stream, deleted ones too. */
  readonly stream: (name: string) => readonly LogRecord[];
  /** One commit: its records stand together, durable when this returns. */
  readonly commit: (writes: readonly { readonly stream: string; readonly events: readonly Proposed[] }[]) => readonly LogRecord[];
  readonly onGrowth: (listener: () => void) => () => void;
}

/** In memory, and in a file when one is named: a server that is killed and started again has what it acknowledged. */
export const openLog = (path: string | undefined): Log => {
  const records: LogRecord[] = [];
  const streams = new Map<string, LogRecord[]>();
  const listeners = new Set<() => void>();
  let end = 0n;

  const keep = (record: LogRecord): void => {
    records.push(record);
    const stream = streams.get(record.stream) ?? [];
    streams.set(record.stream, stream);
    stream.push(record);
    end = record.position + sizeOf(record);
  };
  if (path !== undefined && existsSync(path)) {
    for (const line of readFileSync(path, 'utf8').split('\n').slice(0, -1))
      for (const one of JSON.parse(line) as Stored[]) keep(fromStored(one)); // a line cut short was never acknowledged
  }
  const file = path === undefined ? undefined : openSync(path, 'a');
  process.once('exit', () => file !== undefined && closeSync(file));

  return {
    records,
    stream: (name) => streams.get(name) ?? [],
    commit: (writes) => {
      const created = String(BigInt(Date.now()) * 10_000n);
      const written: LogRecord[] = [];
      for (const { stream, events } of writes) {
        for (const event of events) {
          const record = { ...event, stream, created, position: end, revision: (streams.get(stream)?.at(-1)?.revision ?? -1) + 1 };
          keep(record);
          written.push(record);
        }
      }
      if (file !== undefined) {
        writeSync(file, `${JSON.stringify(written.map(toStored))}\n`);
        fsyncSync(file);
      }
      for (const listener of [...listeners]) listener();
      return written;
    },
    onGrowth: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};

const sizeOf = ({ stream, type, data, metadata }: LogRecord): bigint =>
  BigInt(83 + stream.length + 2 * type.length + data.length + metadata.length);

type Stored = Omit<LogRecord, 'position' | 'data' | 'metadata'> & { position: string; data: string; metadata: string };
const toStored = (record: LogRecord): Stored => ({
  ...record,
  position: String(record.position),
  data: record.data.toString('base64'),
  metadata: record.metadata.toString('base64'),
});
const fromStored = (stored: Stored): LogRecord => ({
  ...stored,
  position: BigInt(stored.position),
  data: Buffer.from(stored.data, 'base64'),
  metadata: Buffer.from(stored.metadata, 'base64'),
});
