/** What a server has told since it was asked last. */
export interface Told {
  /** Events that were sent, by the name of their stream. */
  readonly events: Readonly<Record<string, number>>;
  /** Who asked for the leader and was sent to another node. */
  readonly notLeader: { readonly reads: number; readonly subscriptions: number };
}

export const tally = () => {
  let events: Record<string, number> = {};
  let notLeader = { reads: 0, subscriptions: 0 };
  return {
    event: ({ stream }: { readonly stream: string }): void => {
      events[stream] = (events[stream] ?? 0) + 1;
    },
    notLeader: (kind: keyof Told['notLeader']): void => {
      notLeader[kind]++;
    },
    take: (): Told => {
      const told = { events, notLeader };
      events = {};
      notLeader = { reads: 0, subscriptions: 0 };
      return told;
    },
  };
};

export type Tally = ReturnType<typeof tally>;
