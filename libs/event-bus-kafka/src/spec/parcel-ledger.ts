import { type Bus, runLocalCopy, type RunningConsumer } from '@laurel/event-bus';
import type { Problem } from '@laurel/processes';
import { defineCollection, projection, type ReadModels, upsert } from '@laurel/read-models';
import { parcelContract, parcelPublishing, plainCodec } from '@laurel/testing';
import { z } from 'zod';

const ledger = defineCollection({
  name: 'parcel-ledger',
  version: 1,
  read: 'parcel.read',
  document: z.object({ id: z.string(), tenant: z.string(), numbers: z.array(z.int()) }),
  key: 'id',
  owner: {},
  indexes: { all: { equal: [], order: ['id'] } },
});

/** Numbers that are poison. */
export const strange = new Set<number>();

const ledgerProjection = projection(ledger).from(parcelContract, {
  ParcelSent: ({ stream, data, metadata: { tenant } }) =>
    upsert(stream, (row) => {
      if (strange.has(data.n)) throw new Error(`${data.n} is no number of a parcel`);
      return { id: stream, tenant, ...row, numbers: [...(row?.numbers ?? []), data.n] };
    }),
});

/** A local copy of all parcels: the group `ledger/parcel-ledger@1`. */
export const startLedger = async (bus: Bus, readModels: ReadModels, onProblem?: (problem: Problem) => void): Promise<RunningConsumer> => {
  const copy = { name: 'ledger', topics: [parcelPublishing.topic], projections: [ledgerProjection] };
  const options = { bus, readModels, contracts: [parcelContract], codec: plainCodec, ...(onProblem && { onProblem }) };
  await readModels.open([ledger]);
  const [consumer] = await runLocalCopy(copy, options);
  return consumer!;
};

/** Parcel → the numbers that were taken in, in their order. */
export const rowsOf = async (readModels: ReadModels): Promise<ReadonlyMap<string, readonly number[]>> => {
  const asked = { index: 'all', where: {}, page: { first: 1_000 } } as const;
  const { items } = await readModels.collection(ledger).find({ reach: () => ({ tenant: 'ba-dinh' }) }, asked);
  return new Map(items.map(({ document }) => [document.id, document.numbers]));
};
