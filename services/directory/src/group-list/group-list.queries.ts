import { allDocuments, type CollectionOf, type Page, type PageRequest, type Reader } from '@laurel/read-models';
import type { Count, Loaders } from '@laurel/subgraph';
import { Injectable } from '@nestjs/common';
import type { groupList, GroupRow } from './group-list.collection.js';

@Injectable()
export class GroupListQueries {
  constructor(private readonly groups: CollectionOf<typeof groupList>) {}

  list(reader: Reader, page: PageRequest): Promise<Page<GroupRow>> {
    return this.groups.find(reader, { index: 'all', where: {}, page });
  }

  count(reader: Reader): Promise<Count> {
    return this.groups.count(reader, { index: 'all', where: {} });
  }

  all(reader: Reader): Promise<readonly GroupRow[]> {
    return allDocuments((page) => this.list(reader, page));
  }

  async byCode(reader: Reader, code: string): Promise<GroupRow | undefined> {
    const { items } = await this.groups.find(reader, { index: 'byCode', where: { code }, page: { first: 1 } });
    return items[0]?.document;
  }

  one(reader: Reader, loaders: Loaders, id: string): Promise<GroupRow | undefined> {
    return loaders.load('group', id, (ids) => this.groups.getMany(reader, ids));
  }
}
