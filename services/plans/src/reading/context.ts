import type { DeadlinePolicy } from '@laurel/calendar';
import type { Outputs } from './documents.js';
import type { GazetteerIndex } from './gazetteer.js';
import type { typos } from './grammar/typos.js';
import type { Header, Section } from './reading.js';
import type { Siblings } from './siblings.js';

/** What a row is read with; the same for all rows of a plan. */
export interface Context {
  readonly plan: Pick<Header, 'year' | 'date'>;
  readonly policy: DeadlinePolicy;
  readonly gazetteer: GazetteerIndex;
  readonly refs: ReadonlySet<string>;
  readonly outputs: Outputs;
  readonly siblings: Siblings;
  readonly typos: typeof typos;
  readonly sections: ReadonlyMap<string, Section>;
}
