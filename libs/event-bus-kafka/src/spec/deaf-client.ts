import { Kafka, logLevel } from 'kafkajs';
import { type Client, kafkaClient } from '../kafka-client.js';
import type { deafSockets } from './deaf-sockets.js';
import { brokers } from './kafka-kit.js';

/** A client over sockets that can be made deaf, which gives up soon. */
export const deafClient = (namespace: string, { connect }: Pick<ReturnType<typeof deafSockets>, 'connect'>): Client => {
  const timing = { requestTimeoutMs: 1_000, sendRetries: 1, fetchWaitMs: 200, heartbeatMs: 300 };
  const client = kafkaClient({ brokers: brokers(), clientId: 'deaf', namespace, timing });
  const retry = { initialRetryTime: 50, retries: 2 };
  const kafka = new Kafka({
    brokers: [...brokers()],
    clientId: 'deaf',
    requestTimeout: 1_000,
    logLevel: logLevel.NOTHING,
    retry,
    socketFactory: connect,
  });
  return { ...client, kafka };
};
