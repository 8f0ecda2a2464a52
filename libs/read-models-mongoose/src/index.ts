export { applyIndexes, type ApplyIndexesOptions, type IndexProgress } from './apply-indexes.js';
export { IndexMissing } from './indexes.js';
export { type MongoReadModelsOptions, openMongoReadModels } from './mongo-read-models.js';
