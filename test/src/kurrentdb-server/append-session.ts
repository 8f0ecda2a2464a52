import type { sendUnaryData, ServerReadableStream } from '@grpc/grpc-js';
import streamsPb, {
  type AppendRecord,
  type AppendRequest,
  type AppendSessionResponse,
} from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/streams_pb.js';
import type { Proposed } from './log.js';
import { conflict, denied, notLeaderNode, overloaded, sessionTooLarge, timedOut, tombstoned, twice } from './session-errors.js';
import type { Expectation, Write } from './streams.js';
import type { Switches } from './switches.js';
import { type Outcome, sizeOf } from './write.js';

/** Several streams in one commit, of the second protocol: 25.1 and newer. */
export const appendSession =
  (append: (writes: readonly Write[]) => Promise<Outcome>, switches: () => Switches) =>
  (call: ServerReadableStream<AppendRequest, AppendSessionResponse>, answer: sendUnaryData<AppendSessionResponse>) => {
    const writes: Write[] = [];
    call.on('data', (request: AppendRequest) => {
      writes.push({ stream: request.getStream(), expected: expectationOf(request), events: request.getRecordsList().map(proposedOf) });
    });
    call.on('end', async () => {
      const { denied: isDenied, leaderPort, maximumAppendSize } = switches();
      if (isDenied) return answer(denied());
      if (leaderPort !== undefined) return answer(notLeaderNode(leaderPort)); // whether the leader was asked for or not
      const names = new Set(writes.map(({ stream }) => stream.toLowerCase()));
      if (names.size < writes.length) return answer(twice());
      const size = writes.reduce((sum, { events }) => sum + sizeOf(events), 0);
      if (size > maximumAppendSize) return answer(sessionTooLarge(size, maximumAppendSize));
      const outcome = await append(writes);
      if (outcome.kind === 'busy') return answer(overloaded());
      if (outcome.kind === 'timeout') return answer(timedOut());
      if (outcome.kind === 'tombstoned') return answer(tombstoned(outcome.stream));
      if (outcome.kind === 'wrong') return answer(conflict(outcome.write.stream, numberOf(outcome.write.expected), outcome.actual));
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
