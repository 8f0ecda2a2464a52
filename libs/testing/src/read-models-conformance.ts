import { describe } from '@jest/globals';
import { anyHistory } from './read-models/any-history.js';
import { cursors } from './read-models/cursors.js';
import { declarations } from './read-models/declarations.js';
import { documents } from './read-models/documents.js';
import { memoryOfConsumers } from './read-models/memory-of-consumers.js';
import { paging } from './read-models/paging.js';
import { projecting } from './read-models/projecting.js';
import { reach } from './read-models/reach.js';
import { sameKeys } from './read-models/same-keys.js';
import { search } from './read-models/search.js';
import { type ReadModelsUnderTest, subjectOf } from './read-models/subject.js';
import { tallies } from './read-models/tallies.js';
import { transactions } from './read-models/transactions.js';

/** What every engine of the read models must do, the same way. `runs`: how many random histories. */
export const describeReadModels = (name: string, factory: () => Promise<ReadModelsUnderTest>, { runs = 30 } = {}): void =>
  describe(name, () => {
    const subject = subjectOf(factory);
    documents(subject);
    paging(subject);
    reach(subject);
    search(subject);
    tallies(subject);
    anyHistory(subject, runs);
    projecting(subject, runs);
    transactions(subject);
    cursors(subject);
    memoryOfConsumers(subject);
    sameKeys(subject);
    declarations(subject);
  });
