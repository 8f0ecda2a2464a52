import type { ConnectionOptions } from 'node:tls';

/** Takes what is worth a look: an operator's eyes are the measure. Fits pino. */
export interface KafkaLogger {
  warn(details: object, message: string): void;
  debug(details: object, message: string): void;
}

export interface KafkaSasl {
  readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
  readonly username: string;
  readonly password: string;
}

export interface KafkaOptions {
  /** `host:port` of some of the brokers; the others are learnt from them. */
  readonly brokers: readonly string[];
  /** What the brokers write into their logs: service and replica. */
  readonly clientId: string;
  /** `true`, or certificates and keys as Node's `tls.connect` takes them. Plain text when absent. */
  readonly ssl?: boolean | Pick<ConnectionOptions, 'ca' | 'cert' | 'key' | 'passphrase' | 'servername' | 'rejectUnauthorized'>;
  readonly sasl?: KafkaSasl;
  /** Stands before every topic and group, so that several installations can share brokers. Nothing when absent. */
  readonly namespace?: string;
  /** Whose consumers these are: stands before every group, so that those of two services that are named alike do not share one. */
  readonly service?: string;
  readonly logger?: KafkaLogger;
  readonly timing?: Partial<KafkaTiming>;
}

export interface KafkaTiming {
  /** A member that is not heard of for so long is taken out of its group, and its partitions are given to others. Brokers take 6 s at least. */
  readonly sessionTimeoutMs: number;
  readonly heartbeatMs: number;
  /** A fetch that finds nothing waits so long at the broker; new records end it at once. Leaving a group waits for it. */
  readonly fetchWaitMs: number;
  /** An answer that takes longer is given up, and the connection with it. */
  readonly requestTimeoutMs: number;
  /** How often the publisher tries a send again by itself before it tells that Kafka does not answer; about nine seconds in all. */
  readonly sendRetries: number;
}

export const usualTiming: KafkaTiming = {
  sessionTimeoutMs: 10_000,
  heartbeatMs: 1_000,
  fetchWaitMs: 3_000,
  requestTimeoutMs: 15_000,
  sendRetries: 8,
};
