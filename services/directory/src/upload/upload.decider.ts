import type { Aggregate, Command } from '@laurel/event-sourcing';
import { type UploadCounts, type UploadEvent, uploadEvents } from './upload.events.js';

/** Rows are checked before this is ordered: what is accepted is loaded whole. */
export type UploadCommand = Command<
  'AcceptUpload',
  { readonly uploadId: string; readonly entriesHash: string; readonly counts: UploadCounts }
>;

export type Upload = { readonly status: 'NOT_ACCEPTED' } | { readonly status: 'ACCEPTED'; readonly counts: UploadCounts };

export const upload: Aggregate<UploadCommand, Upload, UploadEvent> = {
  events: uploadEvents,
  decider: {
    initial: { status: 'NOT_ACCEPTED' },
    decide: ({ data }, state) => (state.status === 'ACCEPTED' ? [] : [{ type: 'UploadAccepted', data }]),
    evolve: (_, { data: { counts } }) => ({ status: 'ACCEPTED', counts }),
  },
  owner: () => ({}),
  creates: ['AcceptUpload'],
  needs: { AcceptUpload: 'directory.load' },
};
