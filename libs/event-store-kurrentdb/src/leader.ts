import { NotLeaderError, UnknownError } from '@kurrent/kurrentdb-client';
import statuses from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/status_pb.js';
import rpcErrors from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/errors_pb.js';

export interface Leader {
  readonly address: string;
  readonly port: number;
}

/**
 * Who leads, when a call was refused because another node does. An append to several streams says it in the details of its status, which
 * the client does not read: it calls that error unknown.
 */
export const leaderOf = (error: unknown): Leader | undefined => {
  if (error instanceof NotLeaderError) return error.leader;
  if (!(error instanceof UnknownError)) return undefined;
  // Of an error that comes from the native part the client makes no `Metadata`.
  const told = error._raw?.metadata?.get?.('grpc-status-details-bin')[0];
  if (told === undefined || typeof told === 'string') return undefined;
  const detail = statuses.Status.deserializeBinary(new Uint8Array(told)).getDetails();
  if (!detail?.getTypeUrl().endsWith('.NotLeaderNodeErrorDetails')) return undefined;
  const leader = rpcErrors.NotLeaderNodeErrorDetails.deserializeBinary(detail.getValue_asU8()).getCurrentLeader();
  return leader && { address: leader.getHost(), port: leader.getPort() };
};

/** Another node leads; the same call there may succeed. */
export const isNotLeader = (error: unknown): boolean => leaderOf(error) !== undefined;
