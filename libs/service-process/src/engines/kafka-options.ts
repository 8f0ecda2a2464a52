import { hostname } from 'node:os';
import type { KafkaOptions } from '@laurel/event-bus-kafka';
import type { Logger } from 'pino';
import type { ServiceValues } from '../configuration/service.config.js';

/** How a process of the service comes to the brokers: by what its environment says of TLS, login and namespace. */
export const kafkaOptions = (service: string, config: ServiceValues, brokers: readonly string[], logger: Logger): KafkaOptions => {
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
