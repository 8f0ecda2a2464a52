export { ChangeFailed, changed, keyOf } from './changed.js';
export {
  type AnyCollection,
  type Collection,
  type CollectionOf,
  type CollectionSpec,
  defineCollection,
  type DocumentOf,
  type IndexSpec,
  type Page,
  type PageRequest,
  type Reader,
  type Tally,
  type Where,
} from './collection.js';
export { Fenced, type Ownership, type ParkedMessage, ProjectionFailed, type ReadModels, type Transaction } from './engine.js';
export {
  alter,
  type AnyChange,
  type AnyProjection,
  type Change,
  changesOf,
  filesOf,
  loadedFiles,
  type Projection,
  projection,
  put,
  upsert,
} from './projection.js';

export type { Files } from '@laurel/event-sourcing';
