import { describe, expect, it } from '@jest/globals';
import { differencesOf, type FoundTopic } from './topic-differences.js';

const declared = {
  name: 'laurel.post.v1',
  partitions: 12,
  replication: 3,
  settings: { 'retention.ms': '-1', 'max.message.bytes': '2097152' },
};
const found: FoundTopic = {
  partitions: 12,
  replicas: 3,
  settings: [
    { name: 'retention.ms', value: '-1', isOwn: true },
    { name: 'max.message.bytes', value: '2097152', isOwn: false },
    { name: 'segment.ms', value: '3600000', isOwn: true },
  ],
};
const told = (topic: FoundTopic | undefined) => differencesOf(declared, topic).map((one) => [one.kind, one.told]);

describe('a topic on the brokers', () => {
  it('is as declared, whatever an operator has set besides', () => {
    expect(told(found)).toEqual([]);
  });

  it('that is not there is missing, and nothing else', () => {
    expect(told(undefined)).toEqual([['missing', 'laurel.post.v1 is not there']]);
  });

  it('is told of every difference at once', () => {
    expect(told({ partitions: 6, replicas: 1, settings: [{ name: 'retention.ms', value: '60000', isOwn: true }] })).toEqual([
      ['partitions', 'laurel.post.v1 has 6 partitions, 12 are declared: never changed, for keys would move; use a new topic'],
      ['replication', 'laurel.post.v1 has 1 replicas, 3 are declared: move them with kafka-reassign-partitions'],
      ['setting', 'laurel.post.v1: retention.ms is 60000, -1 is declared'],
      ['setting', 'laurel.post.v1: max.message.bytes is unknown, 2097152 is declared'],
    ]);
  });
});
