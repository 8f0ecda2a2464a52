export { KafkaRefused } from './kafka-faults.js';
export { type KafkaLogger, type KafkaOptions, type KafkaSasl, type KafkaTiming } from './kafka-options.js';
export { type KafkaTopics, type TopicsApplied } from './kafka-topics.js';
export { type PartitionLag } from './offsets.js';
export { type KafkaConnection, type KafkaStats, openKafka } from './open-kafka.js';
export { type TopicDifference } from './topic-differences.js';
