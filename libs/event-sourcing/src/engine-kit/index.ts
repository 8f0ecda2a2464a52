export { dense, GapInLog } from './dense.js';
export { holds, type Place, repeated } from './expectation.js';
export { type Batch, charactersOf, type Fetch, fetchAll, fetchStream, type Scan, sizeAfter } from './fetch.js';
export { matches, matchesNothing } from './matches.js';
export { positionNumber, positionText } from './position.js';
export { columns, recorded, type Row } from './rows.js';
export { type Waiting, waitingAtTheEnd } from './waiting.js';
