import { idOf, type Recorded } from '@laurel/event-sourcing';
import { alter, type Change, projection, upsert } from '@laurel/read-models';
import { obligationEvents } from '../obligation/obligation.events.js';
import { transferred } from '../obligation/obligation.state.js';
import { obligationList, type ObligationRow } from './obligation-list.collection.js';
import { mapFrom, stepTo } from './steps.js';

/** The row with the changed fields, at the revision of the event. */
const change = ({ stream, revision }: Recorded, to: (row: ObligationRow) => Partial<ObligationRow>): Change<ObligationRow> =>
  alter(idOf(stream), (row) => ({ ...row, ...to(row), version: revision }));

/** Of another status from this day on. What only the status before gave meaning goes. */
const become = (row: ObligationRow, on: string, status: ObligationRow['status'], late = false): Partial<ObligationRow> => ({
  status,
  late,
  overdue: false,
  statuses: stepTo(row.statuses, on, { status, late }),
});

const reopened = (row: ObligationRow, on: string): Partial<ObligationRow> => ({
  ...become(row, on, 'OPEN'),
  withLeave: false,
  filedOn: undefined,
  documents: [],
});

/** A filing counts from its postmark: the days between belong to it. */
const redated = (row: ObligationRow, on: string, late: boolean): ObligationRow['statuses'] => {
  const accepted = row.statuses.find(({ value }) => value.status === 'ACCEPTED');
  const filed = [...row.statuses.filter(({ from }) => from < on), { from: on, value: { status: 'FILED' as const, late } }];
  return accepted ? stepTo(filed, accepted.from, { status: 'ACCEPTED', late }) : filed;
};

export const obligationListProjection = projection(obligationList).from(obligationEvents, {
  ObligationOpened: ({ stream, revision, metadata: { tenant }, data: { on, reminders: _, chained: __, of: ___, ...terms } }) =>
    upsert(idOf(stream), (before) => ({
      id: idOf(stream),
      tenant,
      ...terms,
      status: 'OPEN',
      overdue: false,
      late: false,
      withLeave: false,
      documents: [],
      returned: [],
      explanation: 'NONE',
      // What was withdrawn and opens again keeps what held before.
      statuses: stepTo(before?.statuses ?? [], on, { status: 'OPEN', late: false }),
      lastDays: stepTo(before?.lastDays ?? [], on, terms.lastDay),
      owners: stepTo(before?.owners ?? [], on, terms.unitIds),
      version: revision,
    })),
  ObligationFiled: (event) => {
    const { on, documents, late, withLeave = false } = event.data;
    return change(event, (row) => ({ ...become(row, on, 'FILED', late), documents, filedOn: on, withLeave, returned: [] }));
  },
  FilingWithdrawn: (event) => change(event, (row) => reopened(row, event.data.on)),
  FilingCorrected: (event) => change(event, () => ({ documents: event.data.documents })),
  FilingAccepted: (event) => change(event, (row) => become(row, event.data.on, 'ACCEPTED', row.late)),
  FilingReturned: (event) => {
    const { on, reasons, resubmitBy } = event.data;
    return change(event, (row) => ({ ...reopened(row, on), returned: reasons, leaveUntil: later(row.leaveUntil, resubmitBy) }));
  },
  LateFilingPermitted: (event) => change(event, () => ({ leaveUntil: event.data.until })),
  FilingDatedByPostmark: (event) => {
    const { on, late, withLeave = false } = event.data;
    return change(event, (row) => ({ filedOn: on, late, withLeave, statuses: redated(row, on, late) }));
  },
  ObligationExtended: (event) => {
    const { on, lastDay } = event.data;
    return change(event, (row) => ({ lastDay, overdue: false, lastDays: stepTo(row.lastDays, on, lastDay) }));
  },
  ObligationRescheduled: (event) => {
    const { on, lastDay, late } = event.data;
    return change(event, (row) => ({
      lastDay,
      overdue: false,
      lastDays: stepTo(row.lastDays, on, lastDay),
      ...(late !== undefined && { late, statuses: stepTo(row.statuses, on, { status: row.status, late }) }),
    }));
  },
  ObligationExcused: (event) => change(event, (row) => become(row, event.data.on, 'EXCUSED')),
  ObligationWithdrawn: (event) => change(event, (row) => become(row, event.data.on, 'WITHDRAWN')),
  ObligationEndedUnfiled: (event) => change(event, (row) => become(row, event.data.on, 'ENDED_UNFILED')),
  ObligationBecameOverdue: (event) => change(event, () => ({ overdue: true })),
  ExplanationAsked: (event) => {
    const { question, answerBy } = event.data;
    return change(event, () => ({ explanation: 'ASKED', question, answerBy, answer: undefined, answerDocuments: undefined }));
  },
  ExplanationGiven: (event) =>
    change(event, () => ({ explanation: 'GIVEN', answer: event.data.text, answerDocuments: event.data.documents })),
  ObligationTransferred: (event) => {
    const { from, to, effectiveOn } = event.data;
    return change(event, (row) => {
      const begun = row.owners[0]!.from; // put there when it was opened
      const since = effectiveOn > begun ? effectiveOn : begun;
      return {
        ...transferred(row, event.data),
        owners: mapFrom(row.owners, since, (unitIds) => transferred({ unitIds, holderIds: [] }, { from, to }).unitIds),
      };
    });
  },
});

const later = (one: string | undefined, other: string | undefined): string | undefined =>
  one === undefined || (other !== undefined && other > one) ? other : one;
