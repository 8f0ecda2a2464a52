export { engineAnswer, isDuplicateKey, isUnavailable } from './engine-answer.js';
export { type Mongo, type MongoOptions, openMongo, type Session } from './mongo.js';
export { MongoUnusable, NotAReplicaSet } from './refusals.js';
