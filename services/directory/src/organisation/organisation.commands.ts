import type { OrganisationKind } from '@laurel/contracts';
import type { Command } from '@laurel/event-sourcing';
import type { Reference } from '../reference.js';
import type { Related } from './organisation.events.js';

type Based<Data> = Data & { readonly basis?: string | undefined };

export type OrganisationCommand =
  | Command<
      'RegisterOrganisation',
      {
        readonly organisationId: string;
        readonly code: string;
        readonly kind: OrganisationKind;
        readonly name: string;
        readonly aliases: readonly string[];
        readonly parent: Reference | null;
        readonly from?: string | undefined;
      }
    >
  | Command<'RenameOrganisation', Based<{ readonly name: string; readonly from: string }>>
  | Command<'AddAlias', { readonly alias: string; readonly from?: string | undefined; readonly to?: string | undefined }>
  | Command<'MoveOrganisation', Based<{ readonly parent: Reference | null; readonly from: string }>>
  | Command<'AppointLeadingUnit', Based<{ readonly unit: Reference; readonly from?: string | undefined }>>
  | Command<'DissolveOrganisation', Based<{ readonly on: string; readonly successors: readonly Reference[] }>>
  // sent by the process of a reorganisation
  | Command<'EndByMerger', Based<{ readonly successors: Related; readonly on: string }>>
  | Command<'EndBySplit', Based<{ readonly successors: Related; readonly on: string; readonly goesOn: boolean }>>
  | Command<'RecordPredecessors', Based<{ readonly predecessors: Related; readonly on: string }>>;
