import { hostname } from 'node:os';
import type { Bus, Publisher } from '@laurel/event-bus';
import type { KafkaConnection, KafkaOptions } from '@laurel/event-bus-kafka';
import type { Logger } from 'pino';
import type { ServiceValues } from '../configuration/service.config.js';
import { silentBus } from './silent-bus.js';

export interface OpenBus {
  readonly bus: Bus;
  readonly publisher?: Publisher;
  /** For topics and figures. */
  readonly kafka?: KafkaConnection;
  close(): Promise<void>;
}

export const openBus = async (service: string, config: ServiceValues, logger: Logger): Promise<OpenBus> => {
  if (config.LAUREL_BUS.kind === 'none') {
    const bus = silentBus();
    return { bus, close: () => bus.close() };
  }
  const { openKafka } = await import('@laurel/event-bus-kafka');
  const kafka = openKafka(kafkaOptions(service, config, config.LAUREL_BUS.brokers, logger));
  return { kafka, bus: kafka.bus, publisher: kafka.publisher, close: () => kafka.close() };
};

const kafkaOptions = (service: string, config: ServiceValues, brokers: readonly string[], logger: Logger): KafkaOptions => {
  const { LAUREL_BUS_TLS: tls, LAUREL_BUS_TLS_CA: ca, LAUREL_BUS_NAMESPACE: namespace } = config;
  const { LAUREL_BUS_SASL: mechanism, LAUREL_BUS_USER: username, LAUREL_BUS_PASSWORD: password } = config;
  return {
    brokers,
    service,
    clientId: `laurel-${service}-${hostname()}-${process.pid}`,
    logger,
    ...(namespace !== undefined && { namespace }),
    ...(tls && { ssl: ca === undefined ? true : { ca } }),
    ...(mechanism !== undefined && username !== undefined && password !== undefined && { sasl: { mechanism, username, password } }),
  };
};
