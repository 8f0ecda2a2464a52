import type { Delivery } from '@laurel/event-bus';

/** What is in hand of one partition: given to the group's consumer, and taken back once, or not. */
export interface Share {
  readonly topic: string;
  readonly partition: number;
  readonly deliveries: readonly Delivery[];
  /** The offset behind its last record: what a commit names. */
  readonly next: string;
  /** As long as kafkajs waits for it; then its partition may belong to somebody else. */
  readonly isHeld: boolean;
  commit(offsets: Offsets): Promise<void>;
  takeBack(): void;
  fail(error: unknown): void;
  /** True when it was taken back, false when it was let go. Rejects with what it failed of. */
  readonly over: Promise<boolean>;
  letGo(): void;
}

export interface Offsets {
  readonly topics: { readonly topic: string; readonly partitions: { readonly partition: number; readonly offset: string }[] }[];
}

export const shareOf = (of: Pick<Share, 'topic' | 'partition' | 'deliveries' | 'next' | 'commit'>): Share => {
  let isHeld = true;
  let settle: { resolve(taken: boolean): void; reject(error: unknown): void };
  const over = new Promise<boolean>((resolve, reject) => {
    settle = { resolve, reject };
  }).finally(() => {
    isHeld = false;
  });
  return {
    ...of,
    over,
    get isHeld() {
      return isHeld;
    },
    takeBack: () => settle.resolve(true),
    letGo: () => settle.resolve(false),
    fail: (error) => settle.reject(error),
  };
};

/** Commits all that was taken back and is still held, in one request; what fails of it comes again. */
export const commitTogether = async (shares: readonly Share[]): Promise<void> => {
  const held = shares.filter(({ isHeld }) => isHeld);
  const topics = [...new Set(held.map(({ topic }) => topic))].map((topic) => ({
    topic,
    partitions: held.filter((share) => share.topic === topic).map(({ partition, next }) => ({ partition, offset: next })),
  }));
  try {
    await held[0]?.commit({ topics });
    held.forEach((share) => share.takeBack());
  } catch (error) {
    held.forEach((share) => share.fail(error));
  }
};
