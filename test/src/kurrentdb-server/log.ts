import { closeSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';

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
  /** What another node has committed is here when this returns. */
  readonly readOn: () => void;
  readonly onGrowth: (listener: (grown: readonly LogRecord[]) => void) => () => void;
}

const replicationMs = 10;

/**
 * In memory, and in a file when one is named: a server that is killed and started again has what it acknowledged. Servers that share a file
 * are nodes of a cluster: what one commits the others have a moment later. Who leads is said by the test, one at a time.
 */
export const openLog = (path: string | undefined): Log => {
  const records: LogRecord[] = [];
  const streams = new Map<string, LogRecord[]>();
  const listeners = new Set<(grown: readonly LogRecord[]) => void>();
  let end = 0n;
  let known = 0; // bytes of the file

  const keep = (record: LogRecord): void => {
    records.push(record);
    const stream = streams.get(record.stream) ?? [];
    streams.set(record.stream, stream);
    stream.push(record);
    end = record.position + sizeOf(record);
  };
  const tell = (grown: readonly LogRecord[]): void => {
    for (const listener of [...listeners]) listener(grown);
  };
  const file = path === undefined ? undefined : openSync(path, 'a+');
  const readOn = (): void => {
    const more = file === undefined ? 0 : fstatSync(file).size - known;
    if (file === undefined || more === 0) return;
    const bytes = Buffer.alloc(more);
    readSync(file, bytes, 0, more, known);
    const whole = bytes.lastIndexOf('\n') + 1; // a line cut short was never acknowledged
    known += whole;
    const lines = bytes.toString('utf8', 0, whole).split('\n').slice(0, -1);
    const grown = lines.flatMap((line) => (JSON.parse(line) as Stored[]).map(fromStored));
    for (const record of grown) keep(record);
    tell(grown);
  };
  readOn();
  if (file !== undefined) {
    setInterval(readOn, replicationMs).unref();
    process.once('exit', () => closeSync(file));
  }

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
        known += writeSync(file, `${JSON.stringify(written.map(toStored))}\n`);
        fsyncSync(file);
      }
      tell(written);
      return written;
    },
    readOn,
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
