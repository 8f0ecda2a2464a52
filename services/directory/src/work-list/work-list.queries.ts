import type { CollectionOf, Page, PageRequest, Reader } from '@laurel/read-models';
import type { Count, Loaders } from '@laurel/subgraph';
import { Injectable } from '@nestjs/common';
import type { workList, WorkRow } from './work-list.collection.js';

@Injectable()
export class WorkListQueries {
  constructor(private readonly work: CollectionOf<typeof workList>) {}

  list(reader: Reader, page: PageRequest): Promise<Page<WorkRow>> {
    return this.work.find(reader, { index: 'all', where: {}, page });
  }

  count(reader: Reader): Promise<Count> {
    return this.work.count(reader, { index: 'all', where: {} });
  }

  one(reader: Reader, loaders: Loaders, id: string): Promise<WorkRow | undefined> {
    return loaders.load('work', id, (ids) => this.work.getMany(reader, ids));
  }
}
