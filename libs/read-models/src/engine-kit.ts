// What engines share beside the port. For libraries that implement it; services have no use for it.
export { type AnyIndex } from './collection.js';
export { kindOf } from './fields.js';
export { ownerOf } from './owner.js';
export { pace } from './pace.js';
export { searchWords, type Term, termsOf } from './sqlite/words.js';
export { NotServed, questions, rangeOf } from './sqlite/streams.js';
export { product } from './sqlite/side-rows.js';
export { beginning } from './sqlite/tally.js';
export { membersOf, ownerSet } from './sqlite/tally-sums.js';
