import { idOf, type Recorded } from '@laurel/event-sourcing';
import { alter, projection, put } from '@laurel/read-models';
import { loadingEvents } from '../processes/loading.process.js';
import { reorganisingEvents } from '../processes/reorganisation.process.js';
import { reorganisationEvents } from '../reorganisation/reorganisation.events.js';
import { uploadEvents } from '../upload/upload.events.js';
import { workList, type WorkRow } from './work-list.collection.js';

type Settled = Recorded<{
  type: 'BatchSettled';
  data: { done: number; nothing: number; refused: { target: string; reasons: string[] }[] };
}>;

const begun = (kind: WorkRow['kind'], total: number, { stream, metadata: { tenant, at } }: Recorded) =>
  put<WorkRow>({
    id: idOf(stream),
    tenant,
    kind,
    total,
    done: 0,
    refused: [],
    finished: false,
    orderedAt: at,
    newestFirst: -Date.parse(at),
  });

const progress = {
  BatchSettled: ({ stream, data: { done, nothing, refused } }: Settled) =>
    alter<WorkRow>(idOf(stream), (row) => ({ ...row, done: row.done + done + nothing, refused: [...row.refused, ...refused] })),
  ProcessRested: ({ stream }: Recorded) => alter<WorkRow>(idOf(stream), (row) => ({ ...row, finished: true })),
};

export const workListProjection = projection(workList)
  .from(uploadEvents, {
    UploadAccepted: (event) =>
      begun(
        'UPLOAD',
        Object.values(event.data.counts).reduce((sum, count) => sum + count, 0),
        event,
      ),
  })
  .from(reorganisationEvents, {
    ReorganisationOrdered: (event) => {
      const { how, founded, predecessors, successors } = event.data;
      return begun(how === 'MERGED' ? 'MERGER' : 'SPLIT', founded.length + predecessors.length + successors.length, event);
    },
  })
  .from(loadingEvents, progress)
  .from(reorganisingEvents, progress);
