export type { Files } from '@laurel/event-sourcing';
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
export { checkDeclaration, cursorName, DeclarationChanged, fingerprint, InvalidDeclaration } from './declaration.js';
export { Fenced, type KeyMark, type Ownership, type ParkedKey, type ParkedMessage, type ReadModels, type Transaction } from './engine.js';
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

export { foldText, wordsOf } from './fold-text.js';
export { absent, compareRows, compareValues, indexValue, type IndexValue } from './index-value.js';
export { allDocuments, everyDocument } from './every-document.js';
export { cursorOf, InvalidCursor, largestPage, type Paging, pagingOf } from './paging.js';
export { type PersonalPath, personalPaths } from './personal-paths.js';
export { vietnameseSortKey } from './vietnamese-sort-key.js';
export { type Projector, type ProjectorOptions, runProjector } from './projector.js';
export { type ProjectionHealth, type ProjectionProblem } from './projector-member.js';
