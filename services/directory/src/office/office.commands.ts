import type { Command } from '@laurel/event-sourcing';
import type { Reference } from '../reference.js';

type Based<Data> = Data & { readonly basis?: string | undefined };

export type OfficeCommand =
  | Command<
      'DefineOffice',
      {
        readonly officeId: string;
        readonly code: string;
        readonly name: string;
        readonly aliases: readonly string[];
        readonly organisation: Reference | null;
        readonly from?: string | undefined;
      }
    >
  | Command<'RenameOffice', Based<{ readonly name: string; readonly from: string }>>
  | Command<'AddOfficeAlias', { readonly alias: string; readonly from?: string | undefined }>
  | Command<'AssignOffice', Based<{ readonly person: Reference; readonly from: string; readonly to?: string | undefined }>>
  | Command<'VacateOffice', Based<{ readonly on: string }>>
  | Command<'AbolishOffice', Based<{ readonly on: string }>>;
