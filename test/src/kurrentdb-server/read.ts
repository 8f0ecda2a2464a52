import { randomUUID } from 'node:crypto';
import { type ServerWritableStream, status } from '@grpc/grpc-js';
import streamsPb, { type ReadReq, type ReadResp } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import type { Log, LogRecord } from './log.js';
import { accessDenied, identifierOf, nameOf, notLeader, refusal, streamDeleted, uuidMessage } from './messages.js';
import type { Streams } from './streams.js';
import type { Switches } from './switches.js';
import type { Tally, Told } from './tally.js';

interface Parts {
  readonly log: Log;
  readonly streams: Streams;
  readonly switches: () => Switches;
  readonly tally: Tally;
  readonly cut: () => void;
}

type Call = ServerWritableStream<ReadReq, ReadResp>;
type Options = ReadReq.Options;

/** `Streams.Read` in all its forms. */
export const reads = (parts: Parts) => (call: Call) => {
  answered(parts, call).catch((error: Error) => call.emit('error', error));
};

const answered = async (parts: Parts, call: Call): Promise<void> => {
  const { denied, slow } = parts.switches();
  const options = call.request.getOptions();
  if (!options?.getUuidOption()) throw refusal(status.INVALID_ARGUMENT, 'uuidOption is required');
  if (denied) throw accessDenied();
  if (slow > 0) await new Promise((resolve) => setTimeout(resolve, slow));
  if (options.getSubscription()) return subscribed(parts, call, options);
  atLeader(parts, call, 'reads');
  const sent = options.getStream() ? ofStream(parts, options) : ofAll(parts, options);
  if (sent === undefined) call.write(notFound(options));
  else for (const record of sent) call.write(eventMessage(parts, record, options));
  call.end();
};

const atLeader = ({ switches, tally }: Parts, call: Call, kind: keyof Told['notLeader']): void => {
  const { leaderPort } = switches();
  if (leaderPort === undefined || call.metadata.get('requires-leader')[0] !== 'true') return;
  tally.notLeader(kind);
  throw notLeader(leaderPort);
};

const count = (options: Options): number => Math.min(Number(options.getCount()), Number.MAX_SAFE_INTEGER);
const isBackwards = (options: Options): boolean => options.getReadDirection() === streamsPb.ReadReq.Options.ReadDirection.BACKWARDS;

const ofStream = ({ log, streams }: Parts, options: Options): readonly LogRecord[] | undefined => {
  const asked = options.getStream()!;
  const stream = nameOf(asked.getStreamIdentifier());
  if (streams.isTombstoned(stream)) throw streamDeleted(stream);
  const first = streams.truncatedBefore(stream);
  const records = log.stream(stream).filter(({ revision }) => revision >= first);
  if (log.stream(stream).length === 0 || first === Number.MAX_SAFE_INTEGER) return undefined;
  const from = asked.hasRevision() ? Number(asked.getRevision()) : asked.hasStart() ? 0 : Number.MAX_SAFE_INTEGER;
  return isBackwards(options)
    ? records
        .filter(({ revision }) => revision <= from)
        .reverse()
        .slice(0, count(options))
    : records.filter(({ revision }) => revision >= from).slice(0, count(options));
};

const ofAll = ({ log }: Parts, options: Options): readonly LogRecord[] => {
  const asked = options.getAll()!;
  const matches = filterOf(options);
  const at = asked.hasPosition() ? existing(log, BigInt(asked.getPosition()!.getCommitPosition())) : undefined;
  if (isBackwards(options)) {
    if (asked.hasStart()) return [];
    const end = at === undefined ? log.records.length : indexFrom(log, at); // exclusive: what ends before it
    const found: LogRecord[] = [];
    for (let index = end - 1; index >= 0 && found.length < count(options); index--)
      if (matches(log.records[index]!)) found.push(log.records[index]!);
    return found;
  }
  if (asked.hasEnd()) return [];
  const found: LogRecord[] = [];
  for (let index = at === undefined ? 0 : indexFrom(log, at); index < log.records.length && found.length < count(options); index++) {
    if (matches(log.records[index]!)) found.push(log.records[index]!);
  }
  return found;
};

const subscribed = async (parts: Parts, call: Call, options: Options): Promise<void> => {
  const { log } = parts;
  const asked = options.getAll();
  if (!asked) throw refusal(status.UNIMPLEMENTED, 'only $all can be subscribed to here');
  const matches = filterOf(options);
  const filter = options.getFilter();
  const interval = (filter?.hasMax() ? filter.getMax() : 32) * (filter?.getCheckpointintervalmultiplier() ?? 1);
  let next = asked.hasPosition()
    ? indexFrom(log, existing(log, BigInt(asked.getPosition()!.getCommitPosition()) + 0n) + 1n) // exclusive
    : asked.hasEnd()
      ? log.records.length
      : 0;
  let considered = 0;
  let delivered = 0;
  let isLive = false;
  let ended = false;
  let grown: () => void = () => undefined;
  const quit = log.onGrowth(() => grown());
  const over = () => {
    ended = true;
    quit();
    grown();
  };
  call.once('cancelled', over).once('close', over).once('error', over);

  const confirmation = new streamsPb.ReadResp.SubscriptionConfirmation();
  confirmation.setSubscriptionId(randomUUID());
  await put(
    call,
    message((one) => one.setConfirmation(confirmation)),
  );
  while (!ended) {
    const record = log.records[next];
    if (record === undefined) {
      if (!isLive) {
        isLive = true;
        if (filter && next > 0) await put(call, checkpointMessage(log.records[next - 1]!));
        if (next === log.records.length) await put(call, caughtUpMessage(log.records[next - 1]));
      } else {
        await new Promise<void>((resolve) => (grown = resolve));
      }
      continue;
    }
    // Any node confirms a subscription and tells what is new; what stood before is read, and that is where the leader is asked for.
    if (!isLive) atLeader(parts, call, 'subscriptions');
    next++;
    considered++;
    if (matches(record)) {
      await put(call, eventMessage(parts, record, options));
      delivered++;
      const limit = parts.switches().cutAfterEvents;
      if (limit !== undefined && delivered >= limit) return parts.cut();
    }
    if (filter && considered % interval === 0) await put(call, checkpointMessage(record));
  }
};

/** Only a record's beginning is a position; what is beyond the end is one too, of something that is not there yet. */
const existing = (log: Log, position: bigint): bigint => {
  const at = log.records[indexFrom(log, position)];
  if (at !== undefined && at.position !== position) throw refusal(status.INVALID_ARGUMENT, 'Invalid position');
  return position;
};

/** Index of the first record at or after a position. */
const indexFrom = ({ records }: Log, position: bigint): number => {
  let [low, high] = [0, records.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (records[middle]!.position < position) low = middle + 1;
    else high = middle;
  }
  return low;
};

const filterOf = (options: Options): ((record: LogRecord) => boolean) => {
  const filter = options.getFilter();
  if (!filter) return () => true;
  if (!filter.hasMax() && !filter.hasCount()) throw refusal(status.INVALID_ARGUMENT, 'a filter needs a window');
  const expression = filter.getEventType() ?? filter.getStreamIdentifier();
  if (!expression) throw refusal(status.INVALID_ARGUMENT, 'a filter needs an expression');
  const of = filter.getEventType() ? ({ type }: LogRecord) => type : ({ stream }: LogRecord) => stream;
  const prefixes = expression.getPrefixList();
  const regex = expression.getRegex() === '' ? undefined : new RegExp(expression.getRegex(), 'u');
  return (record) => (regex ? regex.test(of(record)) : prefixes.some((prefix) => of(record).startsWith(prefix)));
};

/** No faster than the subscriber reads. */
const put = async (call: Call, one: ReadResp): Promise<void> => {
  if (call.write(one) || call.destroyed || call.cancelled) return;
  await new Promise<void>((resolve) => {
    const ends = ['drain', 'close', 'cancelled'] as const;
    const done = () => {
      for (const end of ends) call.off(end, done);
      resolve();
    };
    for (const end of ends) call.on(end, done);
  });
};

const message = (fill: (one: ReadResp) => void): ReadResp => {
  const one = new streamsPb.ReadResp();
  fill(one);
  return one;
};

const notFound = (options: Options): ReadResp => {
  const missing = new streamsPb.ReadResp.StreamNotFound();
  missing.setStreamIdentifier(options.getStream()!.getStreamIdentifier());
  return message((one) => one.setStreamNotFound(missing));
};

const checkpointMessage = ({ position }: LogRecord): ReadResp => {
  const checkpoint = new streamsPb.ReadResp.Checkpoint();
  checkpoint.setCommitPosition(String(position));
  checkpoint.setPreparePosition(String(position));
  return message((one) => one.setCheckpoint(checkpoint));
};

const caughtUpMessage = (last: LogRecord | undefined): ReadResp => {
  const caughtUp = new streamsPb.ReadResp.CaughtUp();
  if (last) {
    const position = new streamsPb.ReadResp.Position();
    position.setCommitPosition(String(last.position));
    position.setPreparePosition(String(last.position));
    caughtUp.setPosition(position);
  }
  return message((one) => one.setCaughtUp(caughtUp));
};

const eventMessage = ({ tally }: Parts, record: LogRecord, options: Options): ReadResp => {
  tally.event(record);
  const event = new streamsPb.ReadResp.ReadEvent.RecordedEvent();
  event.setId(uuidMessage(record.id, options.getUuidOption()!.hasString()));
  event.setStreamIdentifier(identifierOf(record.stream));
  event.setStreamRevision(String(record.revision));
  event.setCommitPosition(String(record.position));
  event.setPreparePosition(String(record.position));
  event.setData(record.data.toString('base64'));
  event.setCustomMetadata(record.metadata.toString('base64'));
  event
    .getMetadataMap()
    .set('type', record.type)
    .set('content-type', record.isJson ? 'application/json' : 'application/octet-stream')
    .set('created', record.created);
  const read = new streamsPb.ReadResp.ReadEvent();
  read.setEvent(event);
  read.setCommitPosition(String(record.position));
  return message((one) => one.setEvent(read));
};
