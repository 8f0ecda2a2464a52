import type { Blobs } from '@laurel/blobs';
import { type Command, type Handled, handleCommand, load, type Platform, type Reserving, streamOf } from '@laurel/event-sourcing';
import { holdCodes } from '../codes.js';
import { type Upload, upload } from '../upload/upload.decider.js';
import type { UploadEvent } from '../upload/upload.events.js';
import { checkUpload, type KnownDirectory, type UploadedFiles } from './check-upload.js';
import type { RowProblem } from './csv-table.js';
import { countsOf, type Entries } from './entries.js';

export interface UploadDoors {
  readonly platform: Platform;
  readonly blobs: Blobs;
  /** What the directory holds now; asked only for an upload that is not accepted yet. */
  readonly known: () => Promise<KnownDirectory>;
}

type Order = Pick<Command, 'hash' | keyof Reserving>;
export type Accepted = { readonly handled: Handled<Upload, UploadEvent> } | { readonly problems: readonly RowProblem[] };

/**
 * Checks every row, holds every code, and only then accepts: what follows is a process. Nothing of it is kept when something is wrong.
 * The file of entries holds names of people and is therefore not kept beyond its use: what nothing refers to is swept.
 * A repeat is answered as the first was. Throws `Refusal` where somebody took a code meanwhile.
 */
export const acceptUpload = async (
  { platform, blobs, known }: UploadDoors,
  uploadId: string,
  files: UploadedFiles,
  order: Order,
): Promise<Accepted> => {
  const { tenant } = order.scope;
  const before = await load(platform, upload, uploadId, { tenant });
  if (before) return { handled: await accept(platform, uploadId, order, 'repeat', empty) };

  const checked = await checkUpload(uploadId, files, await known());
  if ('problems' in checked) return checked;
  const { organisations, groups, offices } = checked.entries;
  const codes = [...organisations, ...groups, ...offices].map(({ code }) => code);
  await holdCodes(platform, codes, streamOf('upload', uploadId), order);
  const uploader = 'person' in order.by ? order.by.person : order.by.process;
  const bytes = new TextEncoder().encode(JSON.stringify(checked.entries));
  const { hash } = await blobs.put(bytes, { tenant, uploader, name: 'entries.json', mediaType: 'application/json' });
  return { handled: await accept(platform, uploadId, order, hash, checked.entries) };
};

const empty: Entries = { organisations: [], leadingUnits: [], groups: [], people: [], offices: [], holders: [] };

const accept = (platform: Platform, uploadId: string, order: Order, entriesHash: string, entries: Entries) =>
  handleCommand(platform, upload, uploadId, { ...order, type: 'AcceptUpload', data: { uploadId, entriesHash, counts: countsOf(entries) } });
