import type { CollectionOf, Page, PageRequest, Reader } from '@laurel/read-models';
import { Injectable } from '@nestjs/common';
import type { processList, ProcessRow } from '../processes/process-list.collection.js';

@Injectable()
export class ProcessListQueries {
  constructor(private readonly processes: CollectionOf<typeof processList>) {}

  opening(reader: Reader, planId: string): Promise<ProcessRow | undefined> {
    return this.processes.get(reader, `opening-${planId}`);
  }

  bulk(reader: Reader, bulkId: string): Promise<ProcessRow | undefined> {
    return this.processes.get(reader, `bulkRun-${bulkId}`);
  }

  running(reader: Reader, page: PageRequest): Promise<Page<ProcessRow>> {
    return this.processes.find(reader, { index: 'byState', where: { state: 'RUNNING' }, page });
  }

  countRunning(reader: Reader): Promise<{ readonly count: number; readonly exact: boolean }> {
    return this.processes.count(reader, { index: 'byState', where: { state: 'RUNNING' } });
  }
}
