import { type sendUnaryData, type ServerReadableStream, status } from '@grpc/grpc-js';
import errors from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/errors_pb.js';
import streamsPb, {
  type AppendRecord,
  type AppendRequest,
  type AppendSessionResponse,
} from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/streams_pb.js';
import type { Proposed } from './log.js';
import { accessDenied, busy, notLeader, refusal, statusWith, timedOut } from './messages.js';
import type { Expectation, Write } from './streams.js';
import type { Switches } from './switches.js';
import { maximumAppendSize, type Outcome, sizeOf } from './write.js';

/** Several streams in one commit, of the second protocol: 25.1 and newer. */
export const appendSession =
  (append: (writes: readonly Write[]) => Promise<Outcome>, switches: () => Switches) =>
  (call: ServerReadableStream<AppendRequest, AppendSessionResponse>, answer: sendUnaryData<AppendSessionResponse>) => {
    const writes: Write[] = [];
    call.on('data', (request: AppendRequest) => {
      writes.push({ stream: request.getStream(), expected: expectationOf(request), events: request.getRecordsList().map(proposedOf) });
    });
    call.on('end', async () => {
      const { denied, leaderPort } = switches();
      if (denied) return answer(accessDenied());
      if (leaderPort !== undefined) return answer(notLeader(leaderPort));
      const names = new Set(writes.map(({ stream }) => stream.toLowerCase()));
      if (names.size < writes.length) return answer(refusal(status.ABORTED, 'a stream stands twice in one append session'));
      if (writes.reduce((sum, { events }) => sum + sizeOf(events), 0) > maximumAppendSize)
        return answer(refusal(status.ABORTED, 'Append transaction size exceeded'));
      const outcome = await append(writes);
      if (outcome.kind === 'busy') return answer(busy());
      if (outcome.kind === 'timeout') return answer(timedOut());
      if (outcome.kind === 'tombstoned') {
        const detail = new errors.StreamTombstonedErrorDetails();
        detail.setStream(outcome.stream);
        return answer(detailed('kurrentdb.protocol.v2.streams.errors.StreamTombstonedErrorDetails', detail.serializeBinary()));
      }
      if (outcome.kind === 'wrong') {
        const detail = new errors.StreamRevisionConflictErrorDetails();
        detail.setStream(outcome.write.stream);
        detail.setExpectedRevision(String(numberOf(outcome.write.expected)));
        detail.setActualRevision(String(outcome.actual));
        return answer(detailed('kurrentdb.protocol.v2.streams.errors.StreamRevisionConflictErrorDetails', detail.serializeBinary()));
      }
      const response = new streamsPb.AppendSessionResponse();
      for (const [index, { stream }] of writes.entries()) {
        const one = new streamsPb.AppendResponse();
        one.setStream(stream);
        one.setStreamRevision(String(outcome.revisions[index]));
        response.addOutput(one);
      }
      response.setPosition(String(outcome.position ?? -1));
      answer(null, response);
    });
  };

const detailed = (type: string, detail: Uint8Array) =>
  refusal(status.FAILED_PRECONDITION, 'the append was refused', {
    'grpc-status-details-bin': Buffer.from(statusWith(9, 'the append was refused', type, detail).serializeBinary()),
  });

const expectationOf = (request: AppendRequest): Expectation => {
  const expected = Number(request.getExpectedRevision() ?? -2);
  return expected === -1 ? 'noStream' : expected === -2 ? 'any' : expected === -4 ? 'exists' : expected;
};
const numberOf = (expected: Expectation): number =>
  expected === 'noStream' ? -1 : expected === 'any' ? -2 : expected === 'exists' ? -4 : expected;

/** Its properties are the event's metadata, as a JSON object. */
const proposedOf = (record: AppendRecord): Proposed => {
  const properties: Record<string, unknown> = {};
  record.getPropertiesMap().forEach((value, key) => {
    properties[key] = value.toJavaScript();
  });
  return {
    id: record.getRecordId() ?? '',
    type: record.getSchema()!.getName(),
    isJson: record.getSchema()!.getFormat() === streamsPb.SchemaFormat.SCHEMA_FORMAT_JSON,
    data: Buffer.from(record.getData_asU8()),
    metadata: Buffer.from(JSON.stringify(properties)),
  };
};
