import { localDay } from '@laurel/calendar';
import { type Aggregate, assertNever, type Reason, refuse } from '@laurel/event-sourcing';
import type { DocumentReference } from '../plan/plan.events.js';
import { type AllowedIn, factsOf, type ObligationAction, whyNot } from './obligation.actions.js';
import type { ObligationCommand } from './obligation.commands.js';
import { type ObligationEvent, obligationEvents } from './obligation.events.js';
import { because } from './obligation.reasons.js';
import { evolve, type InStatus, notOpened, type Obligation } from './obligation.state.js';

const decide = (command: ObligationCommand, state: Obligation): readonly ObligationEvent[] => {
  const on = localDay(command.at);
  switch (command.type) {
    case 'FileObligation': {
      const { lastDay, leaveUntil } = allowed(command.type, state, papers(command.data.documents, on));
      return [{ type: 'ObligationFiled', data: { on, documents: command.data.documents, ...lateness(on, lastDay, leaveUntil) } }];
    }
    case 'WithdrawFiling':
      allowed(command.type, state);
      return [{ type: 'FilingWithdrawn', data: { on, ...command.data } }];
    case 'CorrectFiling':
      allowed(command.type, state, papers(command.data.documents, on));
      return [{ type: 'FilingCorrected', data: { on, ...command.data } }];
    case 'AcceptFiling':
      return [{ type: 'FilingAccepted', data: { on, ...chainOf(allowed(command.type, state)) } }];
    case 'ReturnFiling': {
      const { resubmitBy } = command.data;
      allowed(command.type, state, resubmitBy === undefined ? [] : notPast(resubmitBy, on));
      return [{ type: 'FilingReturned', data: { on, ...command.data } }];
    }
    case 'PermitLateFiling': {
      const { until } = command.data;
      const within = state.status === 'OPEN' && until <= state.lastDay ? [because('LEAVE_WITHIN_TERM', { lastDay: state.lastDay })] : [];
      allowed(command.type, state, [...within, ...notPast(until, on)]);
      return [{ type: 'LateFilingPermitted', data: { on, ...command.data } }];
    }
    case 'DateFilingByPostmark': {
      const { lastDay, leaveUntil } = allowed(command.type, state, misdated(command.data.on, state));
      return [{ type: 'FilingDatedByPostmark', data: { ...command.data, ...lateness(command.data.on, lastDay, leaveUntil) } }];
    }
    case 'ExtendObligation': {
      const { lastDay } = command.data;
      const early = state.status === 'OPEN' && lastDay <= state.lastDay ? [because('EXTENSION_NOT_LATER', { lastDay: state.lastDay })] : [];
      allowed(command.type, state, [...early, ...notPast(lastDay, on)]);
      return [{ type: 'ObligationExtended', data: { on, ...command.data } }];
    }
    case 'ExcuseObligation':
      return [{ type: 'ObligationExcused', data: { on, ...command.data, ...chainOf(allowed(command.type, state)) } }];
    case 'AskExplanation':
      allowed(command.type, state, command.data.answerBy === undefined ? [] : notPast(command.data.answerBy, on));
      return [{ type: 'ExplanationAsked', data: { on, ...command.data } }];
    case 'GiveExplanation':
      allowed(command.type, state, fromTheFuture(command.data.documents, on));
      return [{ type: 'ExplanationGiven', data: { on, ...command.data } }];
    default:
      return decideForProcess(command, state, on);
  }
};

/** What timers and processes order: what they find untrue by now is no refusal. */
const decideForProcess = (command: ProcessCommand, state: Obligation, on: string): readonly ObligationEvent[] => {
  if (command.type === 'OpenObligation') {
    // Withdrawn by one amendment, owed again by a later one: the same obligation.
    return state.status === 'NOT_OPENED' || state.status === 'WITHDRAWN'
      ? [{ type: 'ObligationOpened', data: { on, ...command.data } }]
      : [];
  }
  if (state.status !== 'OPEN' && state.status !== 'FILED') return [];
  switch (command.type) {
    case 'RescheduleObligation':
      if (command.data.lastDay === state.lastDay) return [];
      return [
        {
          type: 'ObligationRescheduled',
          data: { on, ...command.data, ...(state.status === 'FILED' && { late: state.filing.on > command.data.lastDay }) },
        },
      ];
    case 'TransferObligation': {
      const { from, to } = command.data;
      const concerned =
        state.unitIds.includes(from) || (state.holderIds.includes(from) && !to.every((unit) => state.holderIds.includes(unit)));
      return concerned ? [{ type: 'ObligationTransferred', data: { on, ...command.data } }] : [];
    }
    case 'WithdrawObligation':
      return [{ type: 'ObligationWithdrawn', data: { on, ...command.data, ...chainOf(state) } }];
    case 'EndObligationUnfiled':
      return state.status === 'OPEN' ? [{ type: 'ObligationEndedUnfiled', data: { on, ...command.data } }] : [];
    case 'MarkOverdue':
      return state.status === 'OPEN' && !state.overdue && on > state.lastDay
        ? [{ type: 'ObligationBecameOverdue', data: { on, lastDay: state.lastDay } }]
        : [];
    default:
      return assertNever(command);
  }
};

type ProcessCommand = Exclude<ObligationCommand, { type: ObligationAction }>;

const allowed = <Action extends ObligationAction>(
  action: Action,
  state: Obligation,
  more: readonly Reason[] = [],
): InStatus<AllowedIn<Action>> => {
  const [first, ...rest] = [...whyNot(action, factsOf(state)), ...more];
  if (first) throw refuse(first, ...rest);
  return state as InStatus<AllowedIn<Action>>; // the table has just said so
};

const papers = (documents: readonly DocumentReference[], today: string): readonly Reason[] =>
  documents.length === 0 ? [because('NO_DOCUMENT')] : fromTheFuture(documents, today);

const fromTheFuture = (documents: readonly DocumentReference[], today: string): readonly Reason[] =>
  documents.filter(({ date }) => date > today).map(({ number, date }) => because('DOCUMENT_FROM_THE_FUTURE', { number, date }));

const notPast = (day: string, today: string): readonly Reason[] => (day < today ? [because('DAY_ALREADY_PAST', { day, today })] : []);

const misdated = (postmark: string, state: Obligation): readonly Reason[] => {
  if (!('filing' in state)) return [];
  if (postmark > state.filing.on) return [because('POSTMARK_AFTER_FILING', { filedOn: state.filing.on })];
  return postmark < state.openSince ? [because('POSTMARK_TOO_EARLY', { from: state.openSince, by: state.openBy })] : [];
};

const lateness = (on: string, lastDay: string, leaveUntil: string | undefined): { readonly late: boolean; readonly withLeave?: true } => ({
  late: on > lastDay,
  ...(on > lastDay && leaveUntil !== undefined && on <= leaveUntil && { withLeave: true }),
});

const chainOf = ({ terms }: Exclude<Obligation, { status: 'NOT_OPENED' }>): { readonly chain?: { planId: string; milestoneId: string } } =>
  terms.chained ? { chain: { planId: terms.planId, milestoneId: terms.milestoneId } } : {};

export const obligation: Aggregate<ObligationCommand, Obligation, ObligationEvent> = {
  events: obligationEvents,
  decider: { initial: notOpened, decide, evolve },
  owner: (state) => (state.status === 'NOT_OPENED' ? undefined : { units: state.holderIds }),
  creates: ['OpenObligation'],
  needs: {
    FileObligation: 'obligation.file',
    WithdrawFiling: 'obligation.file',
    CorrectFiling: 'obligation.file',
    AcceptFiling: 'obligation.review',
    ReturnFiling: 'obligation.review',
    AskExplanation: 'obligation.review',
    GiveExplanation: 'obligation.explain',
    PermitLateFiling: 'obligation.extend',
    ExtendObligation: 'obligation.extend',
    ExcuseObligation: 'obligation.excuse',
    DateFilingByPostmark: 'obligation.postmark',
  },
};
