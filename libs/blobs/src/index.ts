export { BlobCorrupt, BlobNotFound, type Blobs, BlobTooLarge, type FileReference, maximumFileBytes, sweptAfterMs } from './blobs.js';
export { isFileId, isHash, newFileId } from './file-id.js';
export { type FolderBlobsOptions, openFolderBlobs } from './folder-blobs.js';
export { type Sealing, sealing } from './sealed-bytes.js';
