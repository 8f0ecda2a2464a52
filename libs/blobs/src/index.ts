export { BlobCorrupt, BlobNotFound, type Blobs, BlobTooLarge, type FileReference, maximumFileBytes, sweptAfterMs } from './blobs.js';
export { newFileId } from './file-id.js';
export { type FolderBlobsOptions, openFolderBlobs } from './folder-blobs.js';
