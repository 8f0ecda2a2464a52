import type { Bus, Publisher } from '@laurel/event-bus';
import type { KafkaConnection } from '@laurel/event-bus-kafka';
import type { Logger } from 'pino';
import type { ServiceValues } from '../configuration/service.config.js';
import { kafkaOptions } from './kafka-options.js';
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
