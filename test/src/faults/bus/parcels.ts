import { definePublished } from '@laurel/contracts';
import { mapFrom, type Publishing, type Topic } from '@laurel/event-bus';
import { defineEvents, type EventStore } from '@laurel/event-sourcing';
import { allDocuments, defineCollection, projection, type ReadModels, upsert } from '@laurel/read-models';
import { z } from 'zod';

export const parcelEvents = defineEvents('parcel', { ParcelSent: z.object({ n: z.int() }) });
export const parcelContract = definePublished('post', 'parcel', {
  ParcelSent: { version: 1, summary: 'A parcel was sent.', schema: z.object({ n: z.int() }), example: { n: 1 }, openness: 'public' },
});
const publishing: Publishing = {
  topic: 'laurel.post.v1',
  service: 'post',
  map: mapFrom(parcelEvents, { ParcelSent: ({ data }) => ({ contract: parcelContract, type: 'ParcelSent', data }) }),
};
export const topicName = publishing.topic;
export const topicOf = (store: EventStore): Topic => ({ publishing, store, vocabulary: [parcelEvents] });

/** Keeps the numbers in the order of their effects, so that a lost, a doubled and a reordered effect show. */
export const ledger = defineCollection({
  name: 'parcel-ledger',
  version: 1,
  read: 'parcel.read',
  document: z.object({ id: z.string(), tenant: z.string(), numbers: z.array(z.int()) }),
  key: 'id',
  owner: {},
  indexes: { all: { equal: [], order: ['id'] } },
});

/** `poison`: what a faulty build cannot take in, as `parcel-3@7`. */
export const ledgerProjection = (poison: readonly string[] = []) =>
  projection(ledger).from(parcelContract, {
    ParcelSent: ({ stream, data: { n }, metadata: { tenant } }) =>
      upsert(stream, (row) => {
        if (poison.includes(`${stream}@${n}`)) throw new Error(`${stream}@${n} is poison`);
        return { id: stream, tenant, numbers: [...(row?.numbers ?? []), n] };
      }),
  });

export const numbersIn = async (readModels: ReadModels): Promise<ReadonlyMap<string, readonly number[]>> => {
  const reader = { reach: () => ({ tenant: 'ba-dinh' }) };
  const documents = await allDocuments((page) => readModels.collection(ledger).find(reader, { index: 'all', where: {}, page }));
  return new Map(documents.map(({ id, numbers }) => [id, numbers]));
};
