import type { CollectionOf, Page, PageRequest, Reader } from '@laurel/read-models';
import { Injectable } from '@nestjs/common';
import type { reminderInbox, ReminderRow } from './reminder-inbox.collection.js';

interface Days {
  readonly from?: string | null | undefined;
  readonly to?: string | null | undefined;
}
type Count = { readonly count: number; readonly exact: boolean };

@Injectable()
export class ReminderInboxQueries {
  constructor(private readonly reminders: CollectionOf<typeof reminderInbox>) {}

  ofUnit(reader: Reader, unitId: string, days: Days, page: PageRequest): Promise<Page<ReminderRow>> {
    return this.reminders.find(reader, { index: 'byHolder', where: { holderIds: unitId, on: between(days) }, page });
  }

  countOfUnit(reader: Reader, unitId: string, days: Days): Promise<Count> {
    return this.reminders.count(reader, { index: 'byHolder', where: { holderIds: unitId, on: between(days) } });
  }

  ofObligation(reader: Reader, obligationId: string, page: PageRequest): Promise<Page<ReminderRow>> {
    return this.reminders.find(reader, { index: 'byObligation', where: { obligationId }, page });
  }

  countOfObligation(reader: Reader, obligationId: string): Promise<Count> {
    return this.reminders.count(reader, { index: 'byObligation', where: { obligationId } });
  }
}

const between = ({ from, to }: Days): { readonly from?: string; readonly to?: string } => ({
  ...(from != null && { from }),
  ...(to != null && { to }),
});
