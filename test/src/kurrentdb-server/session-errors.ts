import { type ServiceError, status } from '@grpc/grpc-js';
import rpcErrors from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/errors_pb.js';
import errors from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/errors_pb.js';
import { refusal, statusWith } from './messages.js';

// The errors of the second protocol: other texts than those of the first, and no trailer that names the kind.

export const denied = (): ServiceError =>
  refusal(status.PERMISSION_DENIED, 'Access denied. Insufficient permissions to perform Append Session');
export const overloaded = (): ServiceError =>
  refusal(status.UNAVAILABLE, 'The server is currently overloaded and cannot handle the request. Please try again after 5 seconds.');
export const timedOut = (): ServiceError =>
  refusal(
    status.DEADLINE_EXCEEDED,
    'Operation timed out: Append Session timed out while waiting for commit Please try again after 5 seconds.',
  );
export const twice = (): ServiceError => refusal(status.ABORTED, 'a stream stands twice in one append session');

export const notLeaderNode = (port: number): ServiceError => {
  const leader = new rpcErrors.NotLeaderNodeErrorDetails.NodeInfo();
  leader.setHost('127.0.0.1');
  leader.setPort(port);
  const detail = new rpcErrors.NotLeaderNodeErrorDetails();
  detail.setCurrentLeader(leader);
  return detailed(status.FAILED_PRECONDITION, 'The server is not the leader node and cannot handle the request.', {
    reason: 'NOT_LEADER_NODE',
    domain: 'server',
    type: 'kurrent.rpc.NotLeaderNodeErrorDetails',
    detail,
  });
};

export const conflict = (stream: string, expected: number, actual: number): ServiceError => {
  const detail = new errors.StreamRevisionConflictErrorDetails();
  detail.setStream(stream);
  detail.setExpectedRevision(String(expected));
  detail.setActualRevision(String(actual));
  return refused('StreamRevisionConflict', 'STREAM_REVISION_CONFLICT', detail);
};

export const tombstoned = (stream: string): ServiceError => {
  const detail = new errors.StreamTombstonedErrorDetails();
  detail.setStream(stream);
  return refused('StreamTombstoned', 'STREAM_TOMBSTONED', detail);
};

export const sessionTooLarge = (size: number, maximum: number): ServiceError => {
  const detail = new errors.AppendTransactionSizeExceededErrorDetails();
  detail.setSize(size);
  detail.setMaxSize(maximum);
  return refused('AppendTransactionSizeExceeded', 'APPEND_TRANSACTION_SIZE_EXCEEDED', detail, status.ABORTED);
};

interface Detail {
  readonly serializeBinary: () => Uint8Array;
}

const refused = (kind: string, reason: string, detail: Detail, code = status.FAILED_PRECONDITION): ServiceError =>
  detailed(code, 'the append was refused', {
    reason,
    domain: 'streams',
    type: `kurrentdb.protocol.v2.streams.errors.${kind}ErrorDetails`,
    detail,
  });

/** A `google.rpc.Status` with two details. The client's own message of that name has room for one: it finds the last. */
const detailed = (
  code: status,
  message: string,
  { reason, domain, type, detail }: { readonly reason: string; readonly domain: string; readonly type: string; readonly detail: Detail },
): ServiceError => {
  const info = Buffer.concat([textField(1, reason), textField(2, domain)]);
  const both = [statusWith(code, message, 'google.rpc.ErrorInfo', info), statusWith(code, message, type, detail.serializeBinary())];
  // Two messages, one behind the other, are one message whose lists go on.
  return refusal(code, message, { 'grpc-status-details-bin': Buffer.concat(both.map((one) => one.serializeBinary())) });
};

/** A short text of a message for which there is no stub. */
const textField = (number: number, text: string): Buffer => Buffer.from([(number << 3) | 2, text.length, ...Buffer.from(text)]);
