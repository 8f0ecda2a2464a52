import { AppendOutcomeUnknown, StoreUnavailable } from '@laurel/event-sourcing';
import pg from 'pg';
import { PostgresStoreUnusable } from './unusable.js';

/** What the server itself said; undefined when the connection failed. */
const answer = (error: unknown): pg.DatabaseError | undefined => (error instanceof pg.DatabaseError ? error : undefined);

/** Data that does not fit, a limit, a bug: the same will fail again. */
const deterministic = /^(21|22|23|42804|42883|54|XX)/;
const shutdown = /^57P0[125]$/;

/** One line, without what an address may hold. */
export const reasonOf = (error: unknown): string => {
  if (typeof error !== 'object' || error === null) return String(error);
  // One for each of several addresses of a host, and no message of its own.
  if ('errors' in error && Array.isArray(error.errors) && error.errors.length > 0) return reasonOf(error.errors[0]);
  const said = 'message' in error && error.message !== '' ? error.message : 'code' in error ? error.code : error;
  return String(said).split('\n')[0]!;
};

/**
 * What is told of a statement that was sent and failed. The server reports an error only for what it has undone; a connection that broke
 * without a word leaves it open. An intermediary (a pooler) speaks in the server's name with codes of class 08 or a FATAL of its own.
 */
export const toldOfAppend = (where: string, error: unknown): Error => {
  const said = answer(error);
  const open = !said || said.code?.startsWith('08') || (said.severity !== 'ERROR' && !shutdown.test(said.code ?? ''));
  if (open) return new AppendOutcomeUnknown(`PostgreSQL at ${where} did not answer an append: ${reasonOf(error)}`, { cause: error });
  return isDeterministic(said) ? said : unavailable(where, error);
};

export const isDeterministic = (error: unknown): boolean => deterministic.test(answer(error)?.code ?? '');

export const unavailable = (where: string, error: unknown): StoreUnavailable => {
  const why = answer(error)?.code === '55P03' ? 'another process has kept the lock on appends for too long' : reasonOf(error);
  return new StoreUnavailable(`PostgreSQL at ${where}: ${why}`, { cause: error });
};

/** Nothing was done, or only looked: worth another attempt on another connection. */
export const isPassing = (error: unknown): boolean => {
  const said = answer(error);
  // 08 connection, 25006 a standby that will be told apart soon, 40 rolled back, 53 resources, 57 operator, 58 system.
  return said ? /^(08|25006|40|53|57|58)/.test(said.code ?? '') : true;
};

const advice: Readonly<Record<string, string>> = {
  '28P01': 'check user and password of the address',
  '28000': 'check the user of the address, and pg_hba.conf of the server',
  '3D000': 'create the database, or check the address',
  '42501': 'the user of the address lacks the right',
};

/** What a start says: `PostgresStoreUnusable` when somebody has to do something, `StoreUnavailable` when the server does not answer. */
export const toldOfStart = (where: string, error: unknown): Error => {
  const said = answer(error);
  const todo = advice[said?.code ?? (/password/.test(reasonOf(error)) ? '28P01' : '')];
  if (todo) {
    const code = said?.code === '42501' ? 'STORE_RIGHTS_MISSING' : 'STORE_UNUSABLE';
    return new PostgresStoreUnusable(`PostgreSQL at ${where}: ${reasonOf(error)}; ${todo}`, { cause: error }, code);
  }
  const tls = /SSL|certificate|self-signed|altnames/i.test(reasonOf(error));
  if (tls) {
    return new PostgresStoreUnusable(`PostgreSQL at ${where}: ${reasonOf(error)}; check sslmode and sslrootcert of the address`, {
      cause: error,
    });
  }
  return error instanceof Error && said && !isPassing(error) ? error : unavailable(where, error);
};
