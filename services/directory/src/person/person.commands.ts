import type { Command } from '@laurel/event-sourcing';
import type { Reference } from '../reference.js';

export type PersonCommand =
  | Command<
      'RegisterPerson',
      {
        readonly personId: string;
        readonly name: string;
        readonly birthDate: string | null;
        readonly unit: Reference;
        readonly from: string;
      }
    >
  | Command<'RenamePerson', { readonly name: string; readonly from: string }>
  | Command<'CorrectBirthDate', { readonly birthDate: string | null }>
  | Command<'TransferPerson', { readonly unit: Reference; readonly from: string }>
  | Command<'RecordLeaving', { readonly on: string }>;
