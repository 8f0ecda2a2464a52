import type { Command, EventsOf } from '@laurel/event-sourcing';
import type { Amendment, DatedMilestone, DocumentReference, IssueChoice, OpeningMilestone, planEvents } from './plan.events.js';

type DataOf<Type extends string> = Extract<EventsOf<typeof planEvents>, { type: Type }>['data'];

/** What local copies said when the order was made. */
export interface AsOfThen {
  readonly groups: Readonly<Record<string, readonly string[]>>;
  readonly acting: Readonly<Record<string, readonly string[]>>;
}

/** An issue of the reading that the order was made from. */
export interface IssueOfReading {
  readonly id: string;
  readonly code: string;
  readonly severity: 'BLOCKING' | 'CONFIRM' | 'INFO';
  readonly taskId?: string;
  readonly taskNo?: number;
  readonly milestoneId?: string;
  /** The words it is about. */
  readonly text: string;
}

export type PlanCommand =
  | Command<'ImportPlan', DataOf<'PlanImported'>>
  | Command<'ReadPlanAgain', { reading: string; counts: DataOf<'PlanImported'>['counts']; issueIds: readonly string[] }>
  | Command<
      'ResolvePlanIssue',
      {
        reading: string;
        issue: IssueOfReading;
        choice: IssueChoice;
        reason: string;
        edition?: string;
        opens: readonly OpeningMilestone[];
      } & AsOfThen
    >
  | Command<'ReopenPlanIssue', { issueId: string; reason: string }>
  | Command<'IssuePlan', { reading: string; blocking: readonly IssueOfReading[] } & Omit<DataOf<'PlanIssued'>, 'on'>>
  | Command<'AmendPlan', { document: DocumentReference; reason: string; changes: readonly [Amendment, ...Amendment[]]; edition: string }>
  | Command<
      'ReceiveAwaitedDocument',
      {
        awaited: string;
        document: DocumentReference;
        dates: readonly DatedMilestone[];
        tasks: readonly string[];
        opens: readonly OpeningMilestone[];
        /** What this plan waits for at all. */
        awaits: readonly string[];
      } & AsOfThen
    >
  | Command<'BeginOccurrence', { opens: readonly [OpeningMilestone, ...OpeningMilestone[]] } & AsOfThen> // sent by a timer
  | Command<'RecordAnchor', DataOf<'AnchorRecorded'>>
  | Command<'ReachChain', DataOf<'ChainReached'>> // sent by a process
  | Command<'ClosePlan', { reason: string }>
  | Command<'DiscardPlan', { reason: string }>;
