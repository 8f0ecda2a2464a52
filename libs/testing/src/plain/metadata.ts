import type { EventMetadata } from '@laurel/event-sourcing';

/** What the platform would add to an event with this id; only what matters to the test is said. */
export const metadataOf = (id: string, more: Partial<EventMetadata> = {}): EventMetadata => ({
  id,
  at: '2021-01-22T01:00:00.000Z',
  tenant: 'ba-dinh',
  actor: { person: 'per_1' },
  causationId: 'cmd_1',
  causationHash: '',
  correlationId: 'req_1',
  ...more,
});
