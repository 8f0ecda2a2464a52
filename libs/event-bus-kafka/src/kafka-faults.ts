import { EngineUnavailable } from '@laurel/event-sourcing';

/** Kafka answers, and will not do it: credentials, rights, a topic that is not there, a record that is too large. Trying again does not help. */
export class KafkaRefused extends Error {
  override readonly name = 'KafkaRefused';
  readonly code = 'KAFKA_REFUSED';
}

interface KafkaFault extends Error {
  readonly type?: string;
  readonly code?: unknown;
  readonly retriable?: boolean;
}

/** kafkajs wraps what went wrong in what it did about it. */
export const rootOf = (error: unknown): KafkaFault => {
  let root = error;
  while (root instanceof Error && root.cause instanceof Error && root.cause !== root) root = root.cause;
  return root instanceof Error ? root : new Error(String(root));
};

export const isTooLarge = (error: unknown): boolean => ['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE'].includes(rootOf(error).type ?? '');

/** The brokers are choosing who coordinates or leads: a moment later they answer. */
export const isSettlingDown = (error: unknown): boolean =>
  [
    'GROUP_LOAD_IN_PROGRESS',
    'GROUP_COORDINATOR_NOT_AVAILABLE',
    'NOT_COORDINATOR_FOR_GROUP',
    'LEADER_NOT_AVAILABLE',
    'NOT_LEADER_FOR_PARTITION',
  ].includes(rootOf(error).type ?? '');

/** One clear error for whatever kafkajs throws: `KafkaRefused` when somebody has to look, `EngineUnavailable` when it passes by itself. */
export const faultOf = (error: unknown, { brokers, doing }: { readonly brokers: readonly string[]; readonly doing: string }): Error => {
  if (error instanceof KafkaRefused || error instanceof EngineUnavailable) return error;
  const root = rootOf(error);
  const where = `Kafka at ${brokers.join(', ')}`;
  const refused = (why: string) => new KafkaRefused(`${where} refused ${doing}: ${why}`, { cause: error });
  if (root.name === 'KafkaJSSASLAuthenticationError') return refused(`check mechanism, user name and password (${root.message})`);
  if (isTlsRefusal(root.message)) return refused(`TLS failed (${root.message})`);
  if (root.type?.endsWith('_AUTHORIZATION_FAILED')) return refused(`this user lacks the right (${root.message})`);
  if (root.type === 'UNKNOWN_TOPIC_OR_PARTITION' || root.name === 'KafkaJSTopicMetadataNotLoaded') return refused('a topic is not there');
  if (root.type === 'UNSUPPORTED_SASL_MECHANISM') return refused('it does not know this SASL mechanism');
  if (root instanceof TypeError || root instanceof RangeError) return root; // a bug, of ours or of kafkajs
  return new EngineUnavailable(`${where} does not answer ${doing}: ${root.message}`, { cause: error });
};

// A broker that falls in the middle of a greeting speaks of TLS too.
const isTlsRefusal = (message: string): boolean =>
  /TLS|SSL|certificate|wrong version number|altnames/i.test(message) && !message.includes('disconnected before');
