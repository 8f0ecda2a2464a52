import { describe, expect, it } from '@jest/globals';
import { contracts, topicDeclarations } from './index.js';

describe('the topics', () => {
  it('are those of every context that publishes, without end', () => {
    const declared = topicDeclarations({ replication: 3 });
    expect(declared.map(({ name }) => name)).toEqual([...new Set(contracts.map(({ context }) => `laurel.${context}.v1`))]);
    for (const { replication, settings } of declared) {
      expect([replication, settings['retention.ms'], settings['retention.bytes'], settings['min.insync.replicas']]).toEqual([
        3,
        '-1',
        '-1',
        '2',
      ]);
    }
  });

  it('can be written where there is one broker', () =>
    expect(topicDeclarations({ replication: 1 }).map(({ settings }) => settings['min.insync.replicas'])).not.toContain('0'));
});
