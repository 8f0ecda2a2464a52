import { type KafkaConnection, openKafka } from '@laurel/event-bus-kafka';

/** The brokers as a process of this environment meets them, its namespace included. */
export const specKafka = ({ LAUREL_BUS = '', LAUREL_BUS_NAMESPACE: namespace = '' }: Readonly<Record<string, string>>): KafkaConnection =>
  openKafka({ brokers: LAUREL_BUS.split(','), clientId: 'spec', namespace });
