import { organisationContract } from '@laurel/contracts';
import type { CommandSender, SenderOrder } from '@laurel/event-bus';
import type { EventsOf, Recorded } from '@laurel/event-sourcing';
import { orderTo } from '@laurel/processes';
import { handover } from './handover.decider.js';
import type { HandoverEvent } from './handover.events.js';

type Ended = Extract<EventsOf<typeof organisationContract>, { type: 'OrganisationMerged' | 'OrganisationSplit' | 'OrganisationDissolved' }>;

const plans =
  (why: HandoverEvent['data']['why']) =>
  (event: Recorded): SenderOrder | undefined => {
    const data = event.data as Ended['data']; // of the contract's own types, as `on` below says
    if ('goesOn' in data && data.goesOn) return undefined; // it goes on and keeps what it owes
    const { organisationId: from, on: effectiveOn, successors } = data;
    const to = successors.map(({ organisationId }) => organisationId);
    return orderTo(handover, from, 'PlanHandover', { from, to, effectiveOn, why }, event.metadata.at);
  };

/** When the directory says that a unit ends, what it owes is handed over on that day. */
export const handoverSender: CommandSender = {
  name: 'plans-handover',
  topics: ['laurel.directory.v1'],
  on: {
    [organisationContract.category]: {
      OrganisationMerged: plans('MERGED'),
      OrganisationSplit: plans('SPLIT'),
      OrganisationDissolved: plans('DISSOLVED'),
    },
  },
};
