import { factOf } from '@laurel/contracts';
import { allDocuments, type CollectionOf, type Page, type PageRequest, type Reader } from '@laurel/read-models';
import type { Count, Loaders } from '@laurel/subgraph';
import { Injectable } from '@nestjs/common';
import type { officeList, OfficeRow } from './office-list.collection.js';

@Injectable()
export class OfficeListQueries {
  constructor(private readonly offices: CollectionOf<typeof officeList>) {}

  list(reader: Reader, organisationId: string | undefined, page: PageRequest): Promise<Page<OfficeRow>> {
    if (organisationId === undefined) return this.offices.find(reader, { index: 'all', where: {}, page });
    return this.offices.find(reader, { index: 'byOrganisation', where: { organisationIds: organisationId }, page });
  }

  count(reader: Reader, organisationId: string | undefined): Promise<Count> {
    if (organisationId === undefined) return this.offices.count(reader, { index: 'all', where: {} });
    return this.offices.count(reader, { index: 'byOrganisation', where: { organisationIds: organisationId } });
  }

  all(reader: Reader): Promise<readonly OfficeRow[]> {
    return allDocuments((page) => this.list(reader, undefined, page));
  }

  async heldBy(reader: Reader, personId: string, asOf: string): Promise<readonly OfficeRow[]> {
    const all = await allDocuments((page) => this.offices.find(reader, { index: 'byHolder', where: { holderIds: personId }, page }));
    return all.filter(({ holders }) => factOf(holders, asOf)?.personId === personId);
  }

  async byCode(reader: Reader, code: string): Promise<OfficeRow | undefined> {
    const { items } = await this.offices.find(reader, { index: 'byCode', where: { code }, page: { first: 1 } });
    return items[0]?.document;
  }

  one(reader: Reader, loaders: Loaders, id: string): Promise<OfficeRow | undefined> {
    return loaders.load('office', id, (ids) => this.offices.getMany(reader, ids));
  }
}
