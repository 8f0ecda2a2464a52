import { idOf, type ProcessEvent, type Recorded } from '@laurel/event-sourcing';
import { alter, type Change, projection, upsert } from '@laurel/read-models';
import type { Edition } from '../plan/edition.js';
import { bulkRunEvents } from './bulk-run.process.js';
import { handoverRunEvents } from './handover-run.process.js';
import { openingEvents } from './opening.events.js';
import { processList, type ProcessRow } from './process-list.collection.js';
import { type Round, roundsAtIssue, roundsOf, sizeOf } from './rounds.js';
import { jobOf } from './spans.js';

const shownRefusals = 50;

/** One job more. */
const taken = (
  event: Recorded,
  kind: ProcessRow['kind'],
  orders: number | undefined,
  units: readonly string[] = [],
): Change<ProcessRow> => {
  const { stream, metadata } = event;
  const counts = { total: 0, done: 0, nothing: 0, refused: 0, refusals: [], counted: [] };
  const fresh: ProcessRow = {
    id: stream,
    tenant: metadata.tenant,
    kind,
    subject: idOf(stream),
    state: 'RUNNING',
    ...counts,
    units,
    since: metadata.at,
  };
  return upsert(stream, (before) => {
    const row = before ?? fresh;
    return { ...row, state: 'RUNNING', total: row.total + (orders ?? 0), counted: [...row.counted, orders !== undefined] };
  });
};

type Said<Type extends ProcessEvent['type']> = Recorded<{ type: Type; data: Extract<ProcessEvent, { type: Type }>['data'] }>;

const settled = ({ stream, data: { number, done, nothing, refused } }: Said<'BatchSettled'>): Change<ProcessRow> =>
  alter(stream, (row) => ({
    ...row,
    ...(row.counted[jobOf(number)] && { done: row.done + done, nothing: row.nothing + nothing }),
    refused: row.refused + refused.length,
    refusals: [...row.refusals, ...refused].slice(-shownRefusals),
  }));

const rested = ({ stream }: Said<'ProcessRested'>): Change<ProcessRow> => alter(stream, (row) => ({ ...row, state: 'RESTING' }));

const sizeOfAll = (rounds: readonly Round[]): number => rounds.reduce((sum, round) => sum + sizeOf(round), 0);

export const processListProjection = projection(processList)
  .from(
    openingEvents,
    {
      IssueTaken: (event, files) =>
        taken(event, 'OPENING', sizeOfAll(roundsAtIssue(files.json(event.data.edition) as Edition, event.data.on))),
      OpeningsTaken: (event, files) => taken(event, 'OPENING', sizeOfAll(roundsOf(files.json(event.data.edition) as Edition, event.data))),
      AmendmentTaken: (event) => taken(event, 'OPENING', undefined),
      CloseTaken: (event) => taken(event, 'OPENING', undefined),
      BatchSettled: settled,
      ProcessRested: rested,
    },
    { IssueTaken: ({ data }) => [data.edition], OpeningsTaken: ({ data }) => [data.edition] },
  )
  .from(bulkRunEvents, {
    BulkTaken: (event) => taken(event, 'BULK', event.data.count, event.data.units),
    BatchSettled: settled,
    ProcessRested: rested,
  })
  .from(handoverRunEvents, {
    ListTaken: (event) => taken(event, 'HANDOVER', event.data.count),
    BatchSettled: settled,
    ProcessRested: rested,
  });
