import {
  AccessDeniedError,
  CancelledError,
  DeadlineExceededError,
  MaxAppendSizeExceededError,
  NotLeaderError,
  StreamDeletedError,
  StreamTombstonedError,
  TransactionMaxSizeExceededError,
  UnavailableError,
  UnknownError,
} from '@kurrent/kurrentdb-client';
import { AppendOutcomeUnknown, StoreUnavailable, StreamDeleted } from '@laurel/event-sourcing';

/** The address, the TLS setting, the rights or the server itself are not such that a store can be opened there: somebody must change something. */
export class KurrentDbUnusable extends Error {
  override readonly name = 'KurrentDbUnusable';
  readonly code = 'KURRENTDB_UNUSABLE';
}

/** A call that was given up after its bound. */
export class CallTimedOut extends Error {
  override readonly name = 'CallTimedOut';
}

/** The connection broke, and the client did not say what became of a call on it. */
export class ConnectionBroke extends Error {
  override readonly name = 'ConnectionBroke';
}

/** What an operator can do about an error of the client, in one line. */
export const explained = (error: unknown): string => {
  const text = messageOf(error);
  if (isDenied(error)) return `KurrentDB refuses: this user may not read and write here (${text})`;
  if (/wrong version number|packet length too long|EPROTO/i.test(text))
    return `KurrentDB answers without TLS there: add tls=false to its address (${text})`;
  if (/self.signed|unable to verify|unable to get (local )?issuer|UnknownIssuer|altnames|certificate/i.test(text)) {
    return `KurrentDB's certificate is not trusted: name its CA by tlsCaFile=… in the address (${text})`;
  }
  if (/name resolution|ENOTFOUND|EAI_AGAIN|dns error/i.test(text)) return `the host of KurrentDB's address is not known (${text})`;
  if (/ECONNREFUSED|connection refused/i.test(text)) return `nothing listens at KurrentDB's address (${text})`;
  if (/HTTP status|content-type|UNIMPLEMENTED/i.test(text)) return `what answers at KurrentDB's address is not KurrentDB (${text})`;
  if (/Failed to connect|Connection dropped|ECONNRESET|socket hang up/i.test(text)) {
    return `KurrentDB does not speak with us: it is down, or has TLS while its address says tls=false (${text})`;
  }
  return `KurrentDB does not answer (${text})`;
};

/** Whether waiting cannot help. */
export const isForGood = (error: unknown): boolean =>
  isDenied(error) ||
  /wrong version number|packet length too long|EPROTO|certificate|self.signed|unable to verify|HTTP status/i.test(messageOf(error));

/** Of a read: nothing was written in any case. */
export const readFault = (error: unknown, stream?: string): Error => {
  if (error instanceof RangeError || error instanceof StoreUnavailable) return error;
  if (stream !== undefined && (error instanceof StreamDeletedError || error instanceof StreamTombstonedError))
    return new StreamDeleted(stream);
  return new StoreUnavailable(explained(error), { cause: error });
};

/** Of an append that was handed to the client and failed otherwise than by a conflict. */
export const appendFault = (error: unknown, stream: string): Error => {
  if (error instanceof StreamDeletedError || error instanceof StreamTombstonedError) return new StreamDeleted(stream);
  if (error instanceof StoreUnavailable) return error;
  if (isDenied(error) || neverSent(error)) return new StoreUnavailable(explained(error), { cause: error });
  return new AppendOutcomeUnknown(`whether ${stream} was written is not known: ${messageOf(error)}`, { cause: error });
};

/** The connection, not the question, was bad. What the server can do is asked for below the client's own errors. */
export const isConnectionFault = (error: unknown): boolean =>
  !isDenied(error) &&
  ([UnavailableError, UnknownError, CancelledError, NotLeaderError].some((kind) => error instanceof kind) ||
    messageOf(error).startsWith('14 UNAVAILABLE'));

export const isTimedOut = (error: unknown): boolean => error instanceof CallTimedOut || error instanceof DeadlineExceededError;

export const isTooLarge = (error: unknown): boolean =>
  error instanceof MaxAppendSizeExceededError || error instanceof TransactionMaxSizeExceededError;

const isDenied = (error: unknown): boolean =>
  error instanceof AccessDeniedError || /PERMISSION_DENIED|UNAUTHENTICATED|Unauthenticated/.test(messageOf(error));

// grpc-js says so when the call never left this process; the server says so when it did not take the append up.
const neverSent = (error: unknown): boolean =>
  /No connection established|Name resolution failed|Server Is (Not Ready|(Too )?Busy)|server is (not yet ready|currently overloaded)/.test(
    messageOf(error),
  );

const messageOf = (error: unknown): string => (error instanceof Error ? error.message || error.constructor.name : String(error));
