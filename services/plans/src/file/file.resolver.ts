import type { Blobs, FileReference } from '@laurel/blobs';
import { defineReasons, refuse } from '@laurel/event-sourcing';
import { type Caller, CurrentCaller } from '@laurel/subgraph';
import { Inject } from '@nestjs/common';
import { Args, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type * as schema from '../generated/schema.js';
import { bytesOfBase64, filled } from '../plan/plan-input.js';

export const BLOBS = Symbol('BLOBS');

const because = defineReasons({
  FILE_TOO_LARGE: ({ bytes }: { bytes: number }) => ({
    vi: `Tệp có ${bytes} byte, vượt giới hạn ${largest} byte (4 MB).`,
    en: `The file has ${bytes} bytes, over the limit of ${largest} bytes (4 MB).`,
  }),
  FILE_EMPTY: () => ({ vi: 'Tệp rỗng.', en: 'The file is empty.' }),
});

const largest = 4 * 1024 * 1024;

/** Files come in by themselves and are seen again through the paper that names them: there is no list of them, and no other door. */
@Resolver('DocumentReference')
export class FileResolver {
  constructor(@Inject(BLOBS) private readonly blobs: Blobs) {}

  @Mutation()
  async uploadFile(@Args('input') input: schema.UploadFileInput, @CurrentCaller() caller: Caller) {
    const { tenant } = caller.reach('file.put');
    const name = filled(input.name, ['input', 'name']);
    const bytes = bytesOf(input.contentBase64);
    const uploader = 'person' in caller.actor ? caller.actor.person : caller.actor.process;
    const file = await this.blobs.put(bytes, { tenant, uploader, name, ...(input.mediaType != null && { mediaType: input.mediaType }) });
    return { file: view(file), errors: [], warnings: [] };
  }

  /** Whoever reads the paper may read its file. */
  @ResolveField()
  async file(@Parent() { fileId }: schema.DocumentReference, @CurrentCaller() { tenant }: Caller): Promise<schema.FileContent | null> {
    const file = fileId === null ? undefined : await this.blobs.find(tenant, fileId);
    return file ? { ...view(file), contentBase64: Buffer.from(await this.blobs.read(tenant, file.hash)).toString('base64') } : null;
  }
}

const bytesOf = (base64: string): Uint8Array => {
  const bytes = bytesOfBase64(base64, ['input', 'contentBase64']);
  if (bytes.length === 0) throw refuse(because('FILE_EMPTY'));
  if (bytes.length > largest) throw refuse(because('FILE_TOO_LARGE', { bytes: bytes.length }));
  return bytes;
};

const view = ({ id, name, mediaType, size, hash }: FileReference): schema.StoredFile => ({
  id,
  name: name ?? null,
  mediaType: mediaType ?? null,
  size,
  sha256: hash,
});
