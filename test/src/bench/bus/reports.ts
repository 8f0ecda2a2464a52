import { definePublished } from '@laurel/contracts';
import { mapFrom, type Publishing, type Topic } from '@laurel/event-bus';
import { defineEvents, type EventStore } from '@laurel/event-sourcing';
import { z } from 'zod';
import { sample, sampleData } from '../event-store/sample.js';

const schema = z.object({
  unitId: z.string(),
  text: z.string(),
  document: z.object({ number: z.string(), date: z.iso.date(), issuer: z.string() }),
});
const reportEvents = defineEvents('report', { ReportFiled: schema });
const contract = definePublished('bench', 'report', {
  ReportFiled: { version: 1, summary: 'A report was filed.', schema, example: sampleData, openness: 'public' },
});
const publishing: Publishing = {
  topic: 'laurel.bench.v1',
  service: 'bench',
  map: mapFrom(reportEvents, { ReportFiled: ({ data }) => ({ contract, type: 'ReportFiled', data }) }),
};

/** A service that publishes all of its log. */
export const reportTopic = (store: EventStore): Topic => ({ publishing, store, vocabulary: [reportEvents] });

/** Writes so many events, as many to each of a hundred streams. */
export const fill = async (store: EventStore, events: number): Promise<void> => {
  const [streams, burst] = [100, 10];
  for (let written = 0; written < events; written += streams * burst) {
    for (let stream = 0; stream < streams; stream++) {
      await store.append([{ stream: `report-${stream}`, expected: 'any', events: Array.from({ length: burst }, sample) }]);
    }
  }
};
