export { type Blobs, BlobCorrupt, BlobNotFound, type FileReference } from './blobs.js';
