import type { SubscriptionMessage } from '@laurel/event-sourcing';

/** Follows on until it has caught up. Gives how many events each message before had; 0 for progress. */
export const countsToTheEnd = async (messages: AsyncIterator<SubscriptionMessage>): Promise<readonly number[]> => {
  const counts: number[] = [];
  for (;;) {
    const { value, done } = await messages.next();
    if (done) throw new Error('the subscription ended before it had caught up');
    if (value.kind === 'caughtUp') return counts;
    counts.push(value.kind === 'events' ? value.events.length : 0);
  }
};
