import { setTimeout as sleep } from 'node:timers/promises';
import { EngineUnavailable } from '@laurel/event-sourcing';
import { engineAnswer, isDuplicateKey, type Mongo } from '@laurel/mongo';
import type { AnyCollection, CollectionOf, ReadModels } from '@laurel/read-models';
import { createMissing, type Generations, generationsOf } from './generations.js';
import { acquireCursor, cursorPositions, ledgerOf, marksOf, parkedCount, parkedKeys, parkedMessages, settledAnswer } from './ledger.js';
import { physicalOf } from './physical.js';
import { type Reads, readsOf } from './reader.js';
import { waiters } from './waiters.js';
import { FailedLate, written } from './writing.js';

export interface MongoReadModelsOptions {
  /** Stays open: whoever opened it closes it. */
  readonly mongo: Mongo;
}

/**
 * The distributed engine: the read side of one service in MongoDB, for as many processes as there are. One owner of a cursor writes, all
 * read; documents, words, tallies and cursor change in one transaction. Throws `EngineUnavailable`.
 * `open` makes what is not there, indexes only where there are no documents yet; throws `IndexMissing` otherwise.
 */
export const openMongoReadModels = async ({ mongo }: MongoReadModelsOptions): Promise<ReadModels> => {
  const db = mongo.connection.db!; // `openMongo` gives connections that are open
  const ledger = ledgerOf(db);
  const generations = generationsOf(mongo, db, ledger);
  const ask = <T>(work: () => Promise<T>): Promise<T> => engineAnswer('read models', work);
  const waiting = waiters((names) => ask(() => cursorPositions(ledger, names)));
  const reads = readsOn(mongo, generations);
  await ask(() => createMissing(db));

  return {
    open: (collections) => ask(() => generations.open(collections, 'where empty')),
    // Documents are data inside; their type is the declaration's.
    collection: <Spec extends AnyCollection>(spec: Spec) => readsOf(reads, generations.of(spec).layout) as CollectionOf<Spec>,
    tenants: (spec) =>
      reads(generations.of(spec).layout, async ({ physical, session }) => {
        const tenants: string[] = [];
        // A step from tenant to tenant: `distinct` would walk every document.
        for (let from = ''; ; from = `${tenants.at(-1)!}\u0001`) {
          const next = await physical.documents.findOne({ _id: { $gte: from } }, { session, sort: { _id: 1 }, projection: { t: 1 } });
          if (!next) return tenants;
          tenants.push(next.t);
        }
      }),
    acquire: (name) =>
      ask(async () => {
        // In a transaction: a plain write would wait a minute for what the owner left open when it was killed.
        const acquire = () => mongo.transaction((session) => acquireCursor(ledger, session, name));
        const owner = await acquire().catch((error: unknown) => {
          if (isDuplicateKey(error)) return acquire(); // two made it at once
          throw error;
        });
        await generations.look(name); // it may have been replaced while another process owned it
        return owner;
      }),
    position: async (name) => (await ask(() => cursorPositions(ledger, [name]))).get(name),
    waitFor: (name, position, timeoutMs) => waiting.waitFor(name, position, timeoutMs),
    transaction: async (work) => {
      for (let stepwise = false, tries = 1; ; tries++) {
        try {
          const run = () => mongo.transaction((session) => written(session, ledger, generations, work, stepwise));
          const { result, advanced } = await ask(run);
          for (const [name, position] of advanced) waiting.moved(name, position);
          return result;
        } catch (error) {
          const again = (error instanceof FailedLate && !stepwise) || isDuplicateKey(error);
          if (!again || tries === 10) throw error;
          stepwise ||= error instanceof FailedLate;
        }
      }
    },
    settled: (sender, input) => ask(() => settledAnswer(ledger, sender, input)),
    marks: (consumer, keys) => ask(() => marksOf(ledger, consumer, keys)),
    parked: (consumer, key) => ask(() => parkedMessages(ledger, consumer, key)),
    parkedKeys: (consumer) => ask(() => parkedKeys(ledger, consumer)),
    parkedCount: (consumer) => ask(() => parkedCount(ledger, consumer)),
    versions: () => ask(() => generations.versions()),
    replace: (live, by) => ask(() => generations.replace(live, by)),
    drop: (version) => ask(() => generations.drop(version)),
    close: async () => waiting.close(),
  };
};

const readsOn =
  (mongo: Mongo, generations: Generations): Reads =>
  async (layout, work) =>
    engineAnswer(`reading ${layout.id}`, async () => {
      for (let tries = 1; tries <= 10; tries++) {
        const { name } = generations.of(layout.spec).physical;
        const physical = physicalOf(mongo.connection.db!, name, 'snapshot'); // `openMongo` gives connections that are open
        const session = await mongo.connection.startSession({ snapshot: true });
        try {
          const answer = await work({ physical, session });
          // Looked at afterwards: if it still answers now, it did while it was read.
          if ((await generations.look(layout.id)) === name) return answer;
        } catch (error) {
          const isMoved = (await generations.look(layout.id)) !== name;
          if (!isMoved && !isSnapshotGone(error)) throw error;
          await sleep(10 * tries);
        } finally {
          await session.endSession();
        }
      }
      throw new EngineUnavailable(`${layout.id} was replaced again and again while it was read`);
    });

/** An index or a collection was just made, or the read took minutes: at that moment nothing can be told. */
const isSnapshotGone = (error: unknown): boolean =>
  error instanceof Error && 'codeName' in error && (error.codeName === 'SnapshotUnavailable' || error.codeName === 'SnapshotTooOld');
