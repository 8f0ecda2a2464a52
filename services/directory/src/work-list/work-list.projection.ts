import { idOf, type Recorded } from '@laurel/event-sourcing';
import { alter, projection, put } from '@laurel/read-models';
import { loadingEvents } from '../processes/loading.process.js';
import { reorganisingEvents } from '../processes/reorganisation.process.js';
import { type Ordered, reorganisationEvents } from '../reorganisation/reorganisation.events.js';
import { type UploadCounts, uploadEvents } from '../upload/upload.events.js';
import { workList, type WorkRow } from './work-list.collection.js';

type Settled = Recorded<{
  type: 'BatchSettled';
  data: { done: number; nothing: number; refused: { target: string; reasons: string[] }[] };
}>;

const begun = (id: string, tenant: string, at: string, kind: WorkRow['kind'], total: number): WorkRow => ({
  id,
  tenant,
  kind,
  total,
  done: 0,
  refused: [],
  finished: false,
  orderedAt: at,
  newestFirst: -Date.parse(at),
});

/** As it stands when it is ordered: what the mutation answers with. */
export const workOf = (id: string, tenant: string, at: string, { how, founded, predecessors, successors }: Ordered): WorkRow =>
  begun(id, tenant, at, how === 'MERGED' ? 'MERGER' : 'SPLIT', founded.length + predecessors.length + successors.length);

/** As `workOf`, of an upload. */
export const loadOf = (id: string, tenant: string, at: string, counts: UploadCounts): WorkRow =>
  begun(
    id,
    tenant,
    at,
    'UPLOAD',
    Object.values(counts).reduce((sum, count) => sum + count, 0),
  );

const progress = {
  BatchSettled: ({ stream, data: { done, nothing, refused } }: Settled) =>
    alter<WorkRow>(idOf(stream), (row) => ({ ...row, done: row.done + done + nothing, refused: [...row.refused, ...refused] })),
  ProcessRested: ({ stream }: Recorded) => alter<WorkRow>(idOf(stream), (row) => ({ ...row, finished: true })),
};

export const workListProjection = projection(workList)
  .from(uploadEvents, {
    UploadAccepted: ({ data: { uploadId, counts }, metadata: { tenant, at } }) => put(loadOf(uploadId, tenant, at, counts)),
  })
  .from(reorganisationEvents, {
    ReorganisationOrdered: ({ data, metadata: { tenant, at } }) => put(workOf(data.reorganisationId, tenant, at, data)),
  })
  .from(loadingEvents, progress)
  .from(reorganisingEvents, progress);
