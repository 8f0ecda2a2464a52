import { factOf } from '@laurel/contracts';
import { allDocuments, type CollectionOf, type Page, type PageRequest, type Reader } from '@laurel/read-models';
import type { Count, Loaders } from '@laurel/subgraph';
import { Injectable } from '@nestjs/common';
import { pageWhere } from '../page-where.js';
import type { personList, PersonRow } from './person-list.collection.js';

@Injectable()
export class PersonListQueries {
  constructor(private readonly people: CollectionOf<typeof personList>) {}

  /** Everybody, or those of a unit as of a day. */
  list(
    reader: Reader,
    { unitId, asOf }: { readonly unitId: string | undefined; readonly asOf: string },
    page: PageRequest,
  ): Promise<Page<PersonRow>> {
    if (unitId === undefined) return this.people.find(reader, { index: 'all', where: {}, page });
    return pageWhere(
      (asked) => this.people.find(reader, { index: 'byUnit', where: { unitIds: unitId }, page: asked }),
      page,
      ({ units }) => factOf(units, asOf)?.unitId === unitId,
    );
  }

  count(reader: Reader): Promise<Count> {
    return this.people.count(reader, { index: 'all', where: {} });
  }

  search(reader: Reader, text: string, page: PageRequest): Promise<Page<PersonRow>> {
    return this.people.search(reader, text, page);
  }

  all(reader: Reader): Promise<readonly PersonRow[]> {
    return allDocuments((page) => this.people.find(reader, { index: 'all', where: {}, page }));
  }

  /** In the person's own name. Past the loaders: one batch has one reader, and would answer for everybody else as for oneself. */
  oneself(tenant: string, id: string): Promise<PersonRow | undefined> {
    return this.people.get({ reach: () => ({ tenant, person: id }) }, id);
  }

  one(reader: Reader, loaders: Loaders, id: string): Promise<PersonRow | undefined> {
    return loaders.load('person', id, (ids) => this.people.getMany(reader, ids));
  }
}
