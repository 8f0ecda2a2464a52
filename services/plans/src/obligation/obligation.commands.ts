import type { Command } from '@laurel/event-sourcing';
import type { DocumentReference } from '../plan/plan.events.js';
import type { ObligationData, ObligationEvent } from './obligation.events.js';

/** What an order says of an event: all but the day, which is the clock's, and what follows from the state. */
type Said<Type extends ObligationEvent['type']> = Omit<ObligationData<Type>, 'on' | 'chain' | 'late' | 'withLeave'>;

/** What a person orders. */
type PersonsCommand =
  | Command<'FileObligation', { readonly documents: readonly DocumentReference[] }>
  | Command<'WithdrawFiling', Said<'FilingWithdrawn'>>
  | Command<'CorrectFiling', Said<'FilingCorrected'>>
  | Command<'AcceptFiling', Said<'FilingAccepted'>>
  | Command<'ReturnFiling', Said<'FilingReturned'>>
  | Command<'PermitLateFiling', Said<'LateFilingPermitted'>>
  | Command<'DateFilingByPostmark', Said<'FilingDatedByPostmark'> & { readonly on: string }>
  | Command<'ExtendObligation', Said<'ObligationExtended'>>
  | Command<'ExcuseObligation', Said<'ObligationExcused'>>
  | Command<'AskExplanation', Said<'ExplanationAsked'>>
  | Command<'GiveExplanation', Said<'ExplanationGiven'>>;

/** What processes and timers order; the world may have moved on, so none of these refuses. */
type ProcessCommand =
  | Command<'OpenObligation', Said<'ObligationOpened'>>
  | Command<'RescheduleObligation', Said<'ObligationRescheduled'>>
  | Command<'TransferObligation', Said<'ObligationTransferred'>>
  | Command<'WithdrawObligation', Said<'ObligationWithdrawn'>>
  | Command<'EndObligationUnfiled', Said<'ObligationEndedUnfiled'>>
  | Command<'MarkOverdue', Record<never, never>>;

export type ObligationCommand = PersonsCommand | ProcessCommand;
export type ObligationOrder<Type extends ObligationCommand['type']> = Extract<ObligationCommand, { type: Type }>['data'];
