import { localDay, relativeDay } from '@laurel/calendar';
import { idOf, type ProcessEvent, type ProcessManager, type ProcessOrder, type Reaction } from '@laurel/event-sourcing';
import { defineProcessEvents, inputsFrom, orderTo, type OwnEventsOf } from '@laurel/processes';
import { z } from 'zod';
import { obligationEvents } from '../obligation/obligation.events.js';
import type { Edition } from '../plan/edition.js';
import { plan } from '../plan/plan.decider.js';
import { type OpeningMilestone, planEvents } from '../plan/plan.events.js';
import { milestonesOf } from './rounds.js';

const text = z.string().min(1);

export const chainEvents = defineProcessEvents('chain', {
  EditionKnown: z.object({ edition: text }),
  LinkOpened: z.object({ milestoneId: text, obligationId: text, of: z.int() }),
  /** ACCEPTED and EXCUSED accomplish it; what was WITHDRAWN no longer counts. */
  LinkSettled: z.object({ at: text, milestoneId: text, obligationId: text, how: z.enum(['ACCEPTED', 'EXCUSED', 'WITHDRAWN']) }),
});
type ChainEvent = OwnEventsOf<typeof chainEvents>;

interface Link {
  readonly milestoneId: string;
  readonly expected: number;
  readonly open: readonly string[];
  readonly accomplished: readonly string[];
  readonly withdrawn: readonly string[];
  /** Time of what settled it last. */
  readonly at?: string;
}

interface Chain {
  readonly edition?: string;
  /** In the order in which they began; a link's place is the number of its batch. */
  readonly links: readonly Link[];
  readonly reached: readonly number[];
}

/**
 * Watches the milestones for which others of their task wait: when everybody who owes one has accomplished it, the plan is told, and what
 * waits for it gets its day from that one.
 */
export const chainProcess: ProcessManager<Chain, ChainEvent> = {
  events: chainEvents,
  initial: { links: [], reached: [] },
  evolve: (state, event: ChainEvent | ProcessEvent) => {
    switch (event.type) {
      case 'EditionKnown':
        return { ...state, edition: event.data.edition };
      case 'LinkOpened':
        return { ...state, links: opened(state.links, event.data) };
      case 'LinkSettled':
        return {
          ...state,
          links: state.links.map((link) => (link.milestoneId === event.data.milestoneId ? settled(link, event.data) : link)),
        };
      case 'BatchSettled':
        return { ...state, reached: [...state.reached, event.data.number] };
      case 'ProcessRested':
        return state;
    }
  },
  inputs: {
    ...inputsFrom<(typeof planEvents)['schemas'], Chain, ChainEvent>(planEvents, {
      PlanIssued: ({ stream, data }) => known(idOf(stream), data.edition),
      PlanAmended: ({ stream, data }) => known(idOf(stream), data.edition),
      PlanIssueResolved: ({ stream, data }) => (data.edition === undefined ? undefined : known(idOf(stream), data.edition)),
    }),
    ...inputsFrom<(typeof obligationEvents)['schemas'], Chain, ChainEvent>(obligationEvents, {
      ObligationOpened: ({ stream, data: { chained, planId, milestoneId, of } }) =>
        chained
          ? { process: planId, events: () => [{ type: 'LinkOpened', data: { milestoneId, obligationId: idOf(stream), of } }] }
          : undefined,
      FilingAccepted: ({ stream, data, metadata: { at } }) => settles(idOf(stream), data.chain, 'ACCEPTED', at),
      ObligationExcused: ({ stream, data, metadata: { at } }) => settles(idOf(stream), data.chain, 'EXCUSED', at),
      ObligationWithdrawn: ({ stream, data, metadata: { at } }) => settles(idOf(stream), data.chain, 'WITHDRAWN', at),
    }),
  },
  reads: ({ edition }) => (edition === undefined ? [] : [edition]),
  outstanding: ({ edition: hash, links, reached }, files) => {
    if (hash === undefined) return undefined;
    const edition = files.json(hash) as Edition; // written through its schema; the hash says that it still is
    for (const [number, link] of links.entries()) {
      const order = isReached(link) && !reached.includes(number) ? reaching(edition, link) : undefined;
      if (order) return { number, orders: [order] };
    }
    return undefined;
  },
};

const known = (planId: string, edition: string): Reaction<Chain, ChainEvent> => ({
  process: planId,
  events: (state) => (state.edition === edition ? [] : [{ type: 'EditionKnown', data: { edition } }]),
});

const settles = (
  obligationId: string,
  chain: { readonly planId: string; readonly milestoneId: string } | undefined,
  how: 'ACCEPTED' | 'EXCUSED' | 'WITHDRAWN',
  at: string,
): Reaction<Chain, ChainEvent> | undefined =>
  chain && {
    process: chain.planId,
    events: () => [{ type: 'LinkSettled', data: { at, milestoneId: chain.milestoneId, obligationId, how } }],
  };

const opened = (
  links: readonly Link[],
  { milestoneId, obligationId, of }: Extract<ChainEvent, { type: 'LinkOpened' }>['data'],
): readonly Link[] => {
  const link = links.find((each) => each.milestoneId === milestoneId);
  if (!link) return [...links, { milestoneId, expected: of, open: [obligationId], accomplished: [], withdrawn: [] }];
  const more = {
    ...link,
    expected: Math.max(link.expected, of),
    open: [...link.open, obligationId],
    withdrawn: link.withdrawn.filter((id) => id !== obligationId),
  };
  return links.map((each) => (each === link ? more : each));
};

const settled = (link: Link, { obligationId, how, at }: Extract<ChainEvent, { type: 'LinkSettled' }>['data']): Link => {
  const open = link.open.filter((id) => id !== obligationId);
  return how === 'WITHDRAWN'
    ? { ...link, open, at, withdrawn: [...link.withdrawn, obligationId] }
    : { ...link, open, at, accomplished: [...link.accomplished, obligationId] };
};

/** Nothing is open, all that were opened together have been seen, and somebody has accomplished it. */
const isReached = ({ open, accomplished, withdrawn, expected }: Link): boolean =>
  open.length === 0 && accomplished.length > 0 && accomplished.length + withdrawn.length >= expected;

/** What waits for a milestone, with the day that follows from the day on which it was accomplished; undefined when nothing does. */
const reaching = (edition: Edition, { milestoneId, at = '' }: Link): ProcessOrder | undefined => {
  const all = milestonesOf(edition);
  const before = all.find(({ milestone }) => milestone.id === milestoneId);
  if (!before) return undefined;
  const on = localDay(at);
  const waiting = all.flatMap(({ task, milestone }) =>
    task.id === before.task.id && milestone.rule.kind === 'CHAINED' && milestone.rule.after === before.milestone.index
      ? [
          {
            milestone,
            opening: { milestoneId: milestone.id, lastDay: relativeDay(milestone.rule, on), firstDay: on } satisfies OpeningMilestone,
          },
        ]
      : [],
  );
  const [first, ...others] = waiting.map(({ opening }) => opening);
  if (!first) return undefined;
  const actors = waiting.flatMap(({ milestone }) => milestone.actors);
  const groups = Object.fromEntries(actors.flatMap((actor) => (edition.groups[actor] ? [[actor, edition.groups[actor]]] : [])));
  return orderTo(
    plan,
    edition.planId,
    'ReachChain',
    { after: milestoneId, on, opens: [first, ...others], groups, acting: edition.acting },
    at,
  );
};
