import type { Aggregate, Command } from '@laurel/event-sourcing';
import { type OfficePolicyEvent, officePolicyEvents, type PolicyData } from './office-policy.events.js';

export type OfficePolicyCommand = Command<'SetOfficePolicy', { policy: PolicyData; reason: string }>;

/** Strictly before; a week, three days and a day ahead, then every week. Until an office says otherwise. */
export const usualPolicy: PolicyData = { beforeCountsTheDay: false, reminders: { before: [7, 3, 1], overdueEvery: 7 } };

export const officePolicy: Aggregate<OfficePolicyCommand, PolicyData, OfficePolicyEvent> = {
  events: officePolicyEvents,
  decider: {
    initial: usualPolicy,
    decide: ({ data }, state) => (JSON.stringify(data.policy) === JSON.stringify(state) ? [] : [{ type: 'OfficePolicySet', data }]),
    evolve: (_, { data: { policy } }) => policy,
  },
  owner: () => ({}), // the office's: no unit owns it
  creates: ['SetOfficePolicy'],
  needs: { SetOfficePolicy: 'plan.issue' },
};
