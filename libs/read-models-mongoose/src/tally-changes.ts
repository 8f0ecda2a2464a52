import type { Session } from '@laurel/mongo';
import type { AnyCollection } from '@laurel/read-models';
import { membersOf, ownerOf, ownerSet, type pace } from '@laurel/read-models/engine-kit';
import type { mongo } from 'mongoose';
import { placeOf } from './encoded.js';
import type { Line } from './line.js';
import type { OwnerRow, TallyRow } from './physical.js';
import type { Document } from './row.js';

/** The differences that a transaction makes to tallies, summed up so that thousands of documents of one group touch few rows. */
export interface TallyChanges {
  add(tenant: string, document: Document, sign: 1 | -1): void;
  /** Once, before COMMIT. */
  write(
    session: Session,
    line: Line,
    tallies: mongo.Collection<TallyRow>,
    owners: mongo.Collection<OwnerRow>,
    breathe: ReturnType<typeof pace>,
  ): Promise<void>;
}

const together = 5000;

export const tallyChanges = (spec: AnyCollection): TallyChanges => {
  const sums = new Map<string, { readonly g: string; readonly y: string; n: number }>();
  const sets = new Map<string, string>();
  const kinds = Object.entries(spec.tallies ?? {});
  return {
    add: (tenant, document, sign) => {
      if (kinds.length === 0) return;
      const owner = ownerOf(spec, document);
      const set = ownerSet(owner);
      if (set !== undefined) for (const member of membersOf(owner)) sets.set(placeOf([tenant, member, set]), set);
      for (const [tally, facts] of kinds) {
        for (const { day, group, by } of facts(document)) {
          const g = JSON.stringify(group);
          for (const whose of set === undefined ? [''] : ['', set]) {
            const id = placeOf([tenant, tally, whose, g, day]);
            const known = sums.get(id);
            if (known) known.n += sign * by;
            else sums.set(id, { g, y: day, n: sign * by });
          }
        }
      }
    },
    write: async (session, line, tallies, owners, breathe) => {
      const moved = [...sums].filter(([, { n }]) => n !== 0);
      const counted = moved.map(([_id, { g, y, n }]): mongo.AnyBulkWriteOperation<TallyRow> => ({
        updateOne: { filter: { _id }, update: { $inc: { n }, $setOnInsert: { g, y } }, upsert: true },
      }));
      const owned = [...sets].map(([_id, s]): mongo.AnyBulkWriteOperation<OwnerRow> => ({
        updateOne: { filter: { _id }, update: { $setOnInsert: { s } }, upsert: true },
      }));
      for (let at = 0; at < owned.length; at += together) {
        const some = owned.slice(at, at + together);
        await line.put(() => owners.bulkWrite(some, { session }));
      }
      for (let at = 0; at < counted.length; at += together) {
        const some = counted.slice(at, at + together);
        await line.put(() => tallies.bulkWrite(some, { session }));
        const lowered = moved.slice(at, at + together).flatMap(([id, { n }]) => (n < 0 ? [id] : []));
        if (lowered.length > 0) await line.put(() => tallies.deleteMany({ _id: { $in: lowered }, n: 0 }, { session }));
        const pause = breathe();
        if (pause) await pause;
      }
    },
  };
};
