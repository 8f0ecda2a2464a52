import type { CollectionOf, Page, PageRequest, Reader } from '@laurel/read-models';
import { Injectable } from '@nestjs/common';
import type { timeline, TimelineRow } from './timeline.collection.js';

@Injectable()
export class TimelineQueries {
  constructor(private readonly entries: CollectionOf<typeof timeline>) {}

  of(reader: Reader, subjectId: string, page: PageRequest): Promise<Page<TimelineRow>> {
    return this.entries.find(reader, { index: 'bySubject', where: { subjectId }, page });
  }
}
