import { Metadata, type ServiceError, status } from '@grpc/grpc-js';
import shared, { type StreamIdentifier, type UUID } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb.js';
import statuses from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/status_pb.js';
import any from 'google-protobuf/google/protobuf/any_pb.js';

/** An error as the server puts it: a gRPC status, and what kind it is in the trailers. */
export const refusal = (code: status, message: string, trailers: Readonly<Record<string, string | Buffer>> = {}): ServiceError => {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, value);
  return Object.assign(new Error(message), { code, details: message, metadata });
};

export const accessDenied = (): ServiceError => refusal(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' });
export const streamDeleted = (stream: string): ServiceError =>
  refusal(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, { exception: 'stream-deleted', 'stream-name': stream });
export const notLeader = (port: number): ServiceError =>
  refusal(status.NOT_FOUND, 'Leader info available', {
    exception: 'not-leader',
    'leader-endpoint-host': '127.0.0.1',
    'leader-endpoint-port': String(port),
  });
export const busy = (): ServiceError => refusal(status.UNAVAILABLE, 'Server Is Too Busy');
export const timedOut = (): ServiceError => refusal(status.DEADLINE_EXCEEDED, 'Operation timed out');
export const maximumAppendSizeExceeded = (maximum: number): ServiceError =>
  refusal(status.INVALID_ARGUMENT, `Maximum Append Size of ${maximum} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(maximum),
  });

/** `google.rpc.Status` with one detail, as batch appends and the second protocol carry their errors. */
export const statusWith = (code: number, message: string, type: string, detail: Uint8Array) => {
  const packed = new any.Any();
  packed.pack(detail, type);
  const answer = new statuses.Status();
  answer.setCode(code);
  answer.setMessage(message);
  answer.setDetails(packed);
  return answer;
};

export const nameOf = (identifier: StreamIdentifier | undefined): string =>
  Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8');

export const identifierOf = (stream: string): StreamIdentifier => {
  const identifier = new shared.StreamIdentifier();
  identifier.setStreamName(Buffer.from(stream).toString('base64'));
  return identifier;
};

export const uuidOf = (uuid: UUID | undefined): string => {
  const structured = uuid?.getStructured();
  if (!structured) return uuid?.getString() ?? '';
  const hex = [structured.getMostSignificantBits(), structured.getLeastSignificantBits()]
    .map((bits) => BigInt.asUintN(64, BigInt(bits)).toString(16).padStart(16, '0'))
    .join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
};

export const uuidMessage = (text: string, asText: boolean): UUID => {
  const uuid = new shared.UUID();
  if (asText) {
    uuid.setString(text);
    return uuid;
  }
  const hex = text.replaceAll('-', '');
  const structured = new shared.UUID.Structured();
  structured.setMostSignificantBits(String(BigInt.asIntN(64, BigInt(`0x${hex.slice(0, 16)}`))));
  structured.setLeastSignificantBits(String(BigInt.asIntN(64, BigInt(`0x${hex.slice(16)}`))));
  uuid.setStructured(structured);
  return uuid;
};
