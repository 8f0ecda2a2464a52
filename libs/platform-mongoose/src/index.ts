export { openMongoLeases } from './mongo-leases.js';
