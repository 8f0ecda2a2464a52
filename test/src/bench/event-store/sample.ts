import type { NewEvent } from '@laurel/event-sourcing';
import { newEventId } from '@laurel/runtime';

/** Of the size that events of a plan have: about 600 bytes with what the platform adds. */
export const sampleData = {
  unitId: 'org_01h455vb4pex5vsknk084sn02q',
  text: 'Báo cáo kết quả thực hiện phong trào thi đua quý I năm 2021',
  document: { number: '28/KH-UBND', date: '2021-01-22', issuer: 'UBND quận Ba Đình' },
};

export const sample = (): NewEvent => ({
  type: 'ReportFiled',
  version: 1,
  data: sampleData,
  metadata: {
    id: newEventId(),
    at: '2021-01-27T01:00:00Z',
    tenant: 'ba-dinh',
    actor: { person: 'per_01h455vb4pex5vsknk084sn02q' },
    causationId: '8e7b5e0e-6c0a-5c6c-9f2e-0c5d5b8f3a11',
    causationHash: 'c1d0e8b1e4a14b0e9f0e5d2a7f3c9b8a',
    correlationId: 'req_01h455vb4pex5vsknk084sn02q',
  },
});
