import { type sendUnaryData, type ServerDuplexStream, type ServerReadableStream, type ServerUnaryCall, status } from '@grpc/grpc-js';
import shared from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb.js';
import streamsPb, {
  type AppendReq,
  type AppendResp,
  type BatchAppendReq,
  type BatchAppendResp,
  type DeleteReq,
  type DeleteResp,
  type TombstoneReq,
  type TombstoneResp,
} from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import type { Status } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/status_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import type { Proposed } from './log.js';
import {
  accessDenied,
  busy,
  identifierOf,
  maximumAppendSizeExceeded,
  nameOf,
  notLeader,
  refusal,
  statusWith,
  streamDeleted,
  timedOut,
  uuidOf,
} from './messages.js';
import type { Expectation, Streams, Write } from './streams.js';
import type { Switches } from './switches.js';

export type Outcome =
  | { readonly kind: 'done'; readonly revisions: readonly number[]; readonly position: bigint | undefined }
  | { readonly kind: 'wrong'; readonly write: Write; readonly actual: number }
  | { readonly kind: 'tombstoned'; readonly stream: string }
  | { readonly kind: 'busy' }
  | { readonly kind: 'timeout' };

interface Parts {
  readonly streams: Streams;
  readonly switches: () => Switches;
  readonly cut: () => void;
}

const never = new Promise<never>(() => undefined);

/** What one append comes to; whatever the protocol, it goes through here. */
export const appends =
  ({ streams, switches, cut }: Parts) =>
  async (writes: readonly Write[]): Promise<Outcome> => {
    const now = switches();
    if (now.slow > 0) await new Promise((resolve) => setTimeout(resolve, now.slow));
    if (now.stallAppends) return never;
    if (now.dropAppends > 0) {
      now.dropAppends--;
      cut();
      return never;
    }
    if (now.busy > 0) {
      now.busy--;
      return { kind: 'busy' };
    }
    if (now.timeouts > 0) {
      now.timeouts--;
      return { kind: 'timeout' };
    }
    const outcome = decided(streams, writes, now);
    if (now.stallAnswers) return never;
    if (now.dropAnswers > 0) {
      now.dropAnswers--;
      cut();
      return never;
    }
    return outcome;
  };

const decided = (streams: Streams, writes: readonly Write[], { noPositions }: Switches): Outcome => {
  const checks = writes.map((write) => streams.check(write));
  if (checks.every(({ kind }) => kind === 'ok')) {
    const written = streams.write(writes);
    return { kind: 'done', revisions: writes.map(({ stream }) => streams.lastRevision(stream)), position: written.at(-1)!.position };
  }
  if (checks.every((check) => check.kind === 'idempotent')) {
    const last = checks.map((check) => check.last);
    const position = last.map((record) => record.position).reduce((one, other) => (one > other ? one : other));
    return { kind: 'done', revisions: last.map(({ revision }) => revision), position: noPositions ? undefined : position };
  }
  for (const [index, check] of checks.entries()) {
    const write = writes[index]!;
    if (check.kind === 'tombstoned') return { kind: 'tombstoned', stream: write.stream };
    if (check.kind === 'wrong') return { kind: 'wrong', write, actual: check.actual };
  }
  const mixed = checks.findIndex(({ kind }) => kind === 'idempotent');
  return { kind: 'wrong', write: writes[mixed]!, actual: streams.lastRevision(writes[mixed]!.stream) };
};

export const sizeOf = (events: readonly Proposed[]): number =>
  events.reduce((sum, { data, metadata, type }) => sum + data.length + metadata.length + 2 * type.length, 0);

const proposedOf = (one: AppendReq.ProposedMessage | BatchAppendReq.ProposedMessage): Proposed => {
  const about = one.getMetadataMap();
  const type = about.get('type');
  const format = about.get('content-type');
  if (!type || !format) throw refusal(status.INVALID_ARGUMENT, `Required Metadata Property '${type ? 'content-type' : 'type'}' is missing`);
  return {
    id: uuidOf(one.getId()),
    type,
    isJson: format === 'application/json',
    data: Buffer.from(one.getData_asU8()),
    metadata: Buffer.from(one.getCustomMetadata_asU8()),
  };
};

const leaderAsked = (call: { readonly metadata: { get(key: string): readonly (string | Buffer)[] } }, { leaderPort }: Switches): void => {
  if (leaderPort !== undefined && call.metadata.get('requires-leader')[0] === 'true') throw notLeader(leaderPort);
};

/** The unary append of the first protocol. */
export const append =
  (append: (writes: readonly Write[]) => Promise<Outcome>, switches: () => Switches) =>
  (call: ServerReadableStream<AppendReq, AppendResp>, answer: sendUnaryData<AppendResp>) => {
    let write: Write | undefined;
    const events: Proposed[] = [];
    let failed: unknown;
    const guarded = (work: () => void) => {
      try {
        if (!failed) work();
      } catch (error) {
        failed = error;
      }
    };
    call.on('data', (request: AppendReq) =>
      guarded(() => {
        const options = request.getOptions();
        if (options) {
          if (switches().denied) throw accessDenied();
          leaderAsked(call, switches());
          const expected = options.hasRevision()
            ? Number(options.getRevision())
            : options.hasNoStream()
              ? 'noStream'
              : options.hasStreamExists()
                ? 'exists'
                : 'any';
          write = { stream: nameOf(options.getStreamIdentifier()), expected, events };
        } else {
          events.push(proposedOf(request.getProposedMessage()!));
          const { maximumAppendSize } = switches();
          if (sizeOf(events) > maximumAppendSize) throw maximumAppendSizeExceeded(maximumAppendSize);
        }
      }),
    );
    call.on('end', async () => {
      if (failed) return answer(failed as Error);
      const outcome = await append([write!]);
      if (outcome.kind === 'busy') return answer(busy());
      if (outcome.kind === 'timeout') return answer(timedOut());
      if (outcome.kind === 'tombstoned') return answer(streamDeleted(outcome.stream));
      const response = new streamsPb.AppendResp();
      if (outcome.kind === 'wrong') {
        const wrong = new streamsPb.AppendResp.WrongExpectedVersion();
        if (outcome.actual < 0) wrong.setCurrentNoStream(new shared.Empty());
        else wrong.setCurrentRevision(String(outcome.actual));
        const { expected } = write!;
        if (expected === 'noStream') wrong.setExpectedNoStream(new shared.Empty());
        else if (expected === 'exists') wrong.setExpectedStreamExists(new shared.Empty());
        else if (expected === 'any') wrong.setExpectedAny(new shared.Empty());
        else wrong.setExpectedRevision(String(expected));
        response.setWrongExpectedVersion(wrong);
      } else {
        const success = new streamsPb.AppendResp.Success();
        success.setCurrentRevision(String(outcome.revisions[0]));
        if (outcome.position === undefined) success.setNoPosition(new shared.Empty());
        else {
          const position = new streamsPb.AppendResp.Position();
          position.setCommitPosition(String(outcome.position));
          position.setPreparePosition(String(outcome.position));
          success.setPosition(position);
        }
        response.setSuccess(success);
      }
      answer(null, response);
    });
  };

/** Many appends over one long stream; what is refused is told by a status in an answer, not by the stream's end. */
export const batchAppend =
  (append: (writes: readonly Write[]) => Promise<Outcome>, switches: () => Switches) =>
  (call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>) => {
    const pending = new Map<string, { readonly write: Write; readonly events: Proposed[]; readonly until: number }>();
    call.on('error', () => undefined);
    call.on('end', () => call.end());
    call.on('data', async (request: BatchAppendReq) => {
      const correlation = uuidOf(request.getCorrelationId());
      const options = request.getOptions();
      const answer = (stream: string, fill: (response: BatchAppendResp) => void) => {
        pending.delete(correlation);
        const response = new streamsPb.BatchAppendResp();
        response.setCorrelationId(request.getCorrelationId());
        response.setStreamIdentifier(identifierOf(stream));
        fill(response);
        if (!call.destroyed) call.write(response);
      };
      const refuse = (stream: string, error: Status) => answer(stream, (response) => response.setError(error));
      if (options) {
        const events: Proposed[] = [];
        const stream = nameOf(options.getStreamIdentifier());
        if (switches().denied)
          return refuse(
            stream,
            statusWith(7, 'Access Denied', 'event_store.client.AccessDenied', new shared.AccessDenied().serializeBinary()),
          );
        const deadline = options.getDeadline21100()?.toDate().getTime() ?? Infinity;
        if (deadline <= Date.now()) return refuse(stream, timeout());
        pending.set(correlation, { write: { stream, expected: expectationOf(options), events }, events, until: deadline });
      }
      const one = pending.get(correlation);
      if (!one) return;
      one.events.push(...request.getProposedMessagesList().map(proposedOf));
      const { stream } = one.write;
      const { maximumAppendSize } = switches();
      if (sizeOf(one.events) > maximumAppendSize) {
        const detail = new shared.MaximumAppendSizeExceeded();
        detail.setMaxappendsize(maximumAppendSize);
        return refuse(
          stream,
          statusWith(3, 'Maximum Append Size Exceeded', 'event_store.client.MaximumAppendSizeExceeded', detail.serializeBinary()),
        );
      }
      if (!request.getIsFinal()) return;
      pending.delete(correlation);
      const { leaderPort } = switches();
      // The one refusal that ends the stream, and everything under way in it.
      if (leaderPort !== undefined && call.metadata.get('requires-leader')[0] === 'true')
        return void call.emit('error', notLeader(leaderPort));
      const outcome = await append([one.write]);
      switch (outcome.kind) {
        case 'busy':
          return refuse(stream, statusWith(14, 'Server Is Busy', 'google.protobuf.Empty', new empty.Empty().serializeBinary()));
        case 'timeout':
          return refuse(stream, timeout());
        case 'tombstoned': {
          const detail = new shared.StreamDeleted();
          detail.setStreamIdentifier(identifierOf(stream));
          return refuse(stream, statusWith(9, 'Stream deleted', 'event_store.client.StreamDeleted', detail.serializeBinary()));
        }
        case 'wrong':
          return refuse(stream, wrongStatus(one.write.expected, outcome.actual));
        case 'done':
          return answer(stream, (response) => {
            const success = new streamsPb.BatchAppendResp.Success();
            success.setCurrentRevision(String(outcome.revisions[0]));
            if (outcome.position === undefined) success.setNoPosition(new empty.Empty());
            else {
              const position = new shared.AllStreamPosition();
              position.setCommitPosition(String(outcome.position));
              position.setPreparePosition(String(outcome.position));
              success.setPosition(position);
            }
            response.setSuccess(success);
          });
      }
    });
  };

const timeout = (): Status => statusWith(4, 'Timeout', 'event_store.client.Timeout', new shared.Timeout().serializeBinary());

const expectationOf = (options: BatchAppendReq.Options): Expectation =>
  options.hasStreamPosition()
    ? Number(options.getStreamPosition())
    : options.hasNoStream()
      ? 'noStream'
      : options.hasStreamExists()
        ? 'exists'
        : 'any';

const wrongStatus = (expected: Expectation, actual: number): Status => {
  const wrong = new shared.WrongExpectedVersion();
  if (actual < 0) wrong.setCurrentNoStream(new empty.Empty());
  else wrong.setCurrentStreamRevision(String(actual));
  if (expected === 'noStream') wrong.setExpectedNoStream(new empty.Empty());
  else if (expected === 'exists') wrong.setExpectedStreamExists(new empty.Empty());
  else if (expected === 'any') wrong.setExpectedAny(new empty.Empty());
  else wrong.setExpectedStreamPosition(String(expected));
  return statusWith(9, 'Wrong Expected Version', 'event_store.client.WrongExpectedVersion', wrong.serializeBinary());
};

/** `Delete` can be undone by writing again, `Tombstone` cannot; both take an expectation. */
export const deletions = (streams: Streams) => ({
  delete: (call: ServerUnaryCall<DeleteReq, DeleteResp>, answer: sendUnaryData<DeleteResp>) =>
    removed(streams, call.request.getOptions()!, 'delete', new streamsPb.DeleteResp(), answer),
  tombstone: (call: ServerUnaryCall<TombstoneReq, TombstoneResp>, answer: sendUnaryData<TombstoneResp>) =>
    removed(streams, call.request.getOptions()!, 'tombstone', new streamsPb.TombstoneResp(), answer),
});

const removed = <Response extends DeleteResp | TombstoneResp>(
  streams: Streams,
  options: DeleteReq.Options | TombstoneReq.Options,
  how: 'delete' | 'tombstone',
  response: Response,
  answer: sendUnaryData<Response>,
): void => {
  const stream = nameOf(options.getStreamIdentifier());
  const current = streams.lastRevision(stream);
  if (streams.isTombstoned(stream)) return answer(streamDeleted(stream));
  const holds = options.hasRevision()
    ? Number(options.getRevision()) === current
    : options.hasNoStream()
      ? current < 0
      : options.hasAny() || current >= 0;
  if (!holds || (how === 'delete' && current < 0)) {
    const expected = options.hasRevision() ? options.getRevision() : options.hasNoStream() ? '-1' : options.hasAny() ? '-2' : '-4';
    const trailers = {
      exception: 'wrong-expected-version',
      'stream-name': stream,
      'expected-version': expected,
      'actual-version': String(current),
    };
    return answer(refusal(status.FAILED_PRECONDITION, `${how} failed due to WrongExpectedVersion`, trailers));
  }
  const written = how === 'delete' ? streams.delete(stream) : streams.tombstone(stream);
  const position = new (how === 'delete' ? streamsPb.DeleteResp.Position : streamsPb.TombstoneResp.Position)();
  position.setCommitPosition(String(written[0]!.position));
  position.setPreparePosition(String(written[0]!.position));
  response.setPosition(position);
  answer(null, response);
};
