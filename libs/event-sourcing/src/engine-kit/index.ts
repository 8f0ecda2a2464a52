export { dense, GapInLog } from './dense.js';
export { type Batch, type Fetch, fetchAll, fetchStream, type Scan, sizeAfter } from './fetch.js';
export { positionNumber, positionText } from './position.js';
export { columns, recorded, type Row } from './rows.js';
