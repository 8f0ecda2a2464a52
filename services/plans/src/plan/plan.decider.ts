import { localDay } from '@laurel/calendar';
import { type Aggregate, assertNever, refuse, type Reasons } from '@laurel/event-sourcing';
import { choicesFor, movesDeadline } from './issue-choices.js';
import { type actions, type PlanAction, whyNot } from './plan.actions.js';
import type { IssueOfReading, PlanCommand } from './plan.commands.js';
import { type OpeningMilestone, type PlanEvent, planEvents } from './plan.events.js';
import { because } from './plan.reasons.js';
import { evolve, isIssued, notImported, openingKey, type Plan } from './plan.state.js';

const decide = (command: PlanCommand, state: Plan): readonly PlanEvent[] => {
  switch (command.type) {
    case 'ImportPlan':
      return state.status === 'NOT_IMPORTED' ? [{ type: 'PlanImported', data: command.data }] : [];
    case 'ReadPlanAgain': {
      const { resolutions, reading: before } = allowed(command.type, state);
      const { reading, counts, issueIds } = command.data;
      if (reading === before) return [];
      const still = new Set(issueIds);
      const kept = [...resolutions.keys()].filter((id) => still.has(id));
      const dropped = [...resolutions.keys()].filter((id) => !still.has(id));
      return [{ type: 'PlanReadAgain', data: { before, reading, counts, kept, dropped } }];
    }
    case 'ResolvePlanIssue':
      return resolve(command.data, allowed(command.type, state));
    case 'ReopenPlanIssue': {
      const { issueId, reason } = command.data;
      const resolution = allowed(command.type, state).resolutions.get(issueId);
      if (!resolution) throw refuse(because('ISSUE_NOT_RESOLVED'));
      const { taskId } = resolution;
      return [{ type: 'PlanIssueReopened', data: { issueId, ...(taskId !== undefined && { taskId }), reason } }];
    }
    case 'IssuePlan': {
      const { reading, blocking, ...issued } = command.data;
      const draft = allowed(command.type, state);
      sameReading(reading, draft);
      const open = blocking.filter(({ id }) => !draft.resolutions.has(id));
      if (open.length > 0) throw refuse(...(open.map(isBlocking) as unknown as Reasons)); // not empty, as just seen
      return [{ type: 'PlanIssued', data: { ...issued, on: localDay(command.at) } }];
    }
    case 'AmendPlan':
      allowed(command.type, state);
      return [{ type: 'PlanAmended', data: command.data }];
    case 'ReceiveAwaitedDocument': {
      const { received } = allowed(command.type, state);
      const { awaits, ...document } = command.data;
      if (!awaits.includes(document.awaited)) throw refuse(because('DOCUMENT_NOT_AWAITED', document));
      if (received.has(document.awaited)) throw refuse(because('DOCUMENT_ALREADY_RECEIVED'));
      return [{ type: 'AwaitedDocumentReceived', data: { ...document, receivedOn: localDay(command.at) } }];
    }
    case 'BeginOccurrence': {
      const opens = notYetOpened(command.data.opens, state);
      return opens ? [{ type: 'OccurrenceBegan', data: { ...command.data, opens } }] : [];
    }
    case 'RecordAnchor': {
      const opens = notYetOpened(command.data.opens, allowed(command.type, state));
      if (!opens) throw refuse(because('ANCHOR_ALREADY_RECORDED'));
      return [{ type: 'AnchorRecorded', data: { ...command.data, opens } }];
    }
    case 'ReachChain': {
      const opens = notYetOpened(command.data.opens, state);
      return opens ? [{ type: 'ChainReached', data: { ...command.data, opens } }] : [];
    }
    case 'ClosePlan': {
      const { edition } = allowed(command.type, state);
      return [{ type: 'PlanClosed', data: { ...command.data, on: localDay(command.at), edition } }];
    }
    case 'DiscardPlan': {
      const { reading } = allowed(command.type, state);
      return [{ type: 'PlanDiscarded', data: { ...command.data, reading } }];
    }
    default:
      return assertNever(command);
  }
};

const resolve = (
  { reading, issue, choice, reason, edition, opens, groups, acting }: Extract<PlanCommand, { type: 'ResolvePlanIssue' }>['data'],
  state: In<'DRAFT' | 'ISSUED'>,
): readonly PlanEvent[] => {
  sameReading(reading, state);
  const kinds = choicesFor(issue);
  if (!kinds.includes(choice.kind)) throw refuse(because('ISSUE_CHOICE_NOT_FITTING', { code: issue.code, kinds }));
  if (state.status === 'ISSUED') {
    if (state.resolutions.has(issue.id)) throw refuse(because('ISSUE_ALREADY_RESOLVED'));
    if (movesDeadline(issue, choice.kind)) throw refuse(because('DEADLINE_NEEDS_AMENDMENT'));
  }
  const { id: issueId, ...place } = issue;
  const resolved = { issueId, ...place, choice, reason };
  if (state.status === 'DRAFT') return [{ type: 'PlanIssueResolved', data: resolved }];
  return [{ type: 'PlanIssueResolved', data: { ...resolved, edition, opens, groups, acting } }];
};

const isBlocking = ({ code, taskNo, text }: IssueOfReading) => because('PLAN_HAS_BLOCKING_ISSUE', { code, taskNo, text });

const sameReading = (reading: string, state: { readonly reading: string }): void => {
  if (reading !== state.reading) throw refuse(because('PLAN_WAS_READ_AGAIN'));
};

/** What a timer or a process finds done already, or the plan no longer in force, is no refusal. */
const notYetOpened = (opens: readonly OpeningMilestone[], state: Plan): [OpeningMilestone, ...OpeningMilestone[]] | undefined => {
  if (!isIssued(state) || state.status === 'CLOSED') return undefined;
  const [first, ...rest] = opens.filter((opening) => !state.opened.has(openingKey(opening)));
  return first && [first, ...rest];
};

type In<Status extends Plan['status']> = Extract<Plan, { status: Status }>;

const allowed = <Action extends PlanAction>(action: Action, state: Plan): In<(typeof actions)[Action][number]> => {
  const reason = whyNot(action, state.status);
  if (reason) throw refuse(reason);
  return state as In<(typeof actions)[Action][number]>; // the table has just said so
};

export const plan: Aggregate<PlanCommand, Plan, PlanEvent> = {
  events: planEvents,
  decider: { initial: notImported, decide, evolve },
  owner: (state) => (state.status === 'NOT_IMPORTED' ? undefined : {}), // the office's: no unit owns it
  creates: ['ImportPlan'],
  needs: {
    ImportPlan: 'plan.draft',
    ReadPlanAgain: 'plan.draft',
    ResolvePlanIssue: 'plan.draft',
    ReopenPlanIssue: 'plan.draft',
    DiscardPlan: 'plan.draft',
    IssuePlan: 'plan.issue',
    AmendPlan: 'plan.issue',
    ClosePlan: 'plan.issue',
    ReceiveAwaitedDocument: 'plan.follow',
    RecordAnchor: 'plan.follow',
  },
};
