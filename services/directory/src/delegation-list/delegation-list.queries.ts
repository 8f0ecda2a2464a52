import { holds } from '@laurel/contracts';
import { allDocuments, type CollectionOf, type Page, type PageRequest, type Reader } from '@laurel/read-models';
import type { Count, Loaders } from '@laurel/subgraph';
import { Injectable } from '@nestjs/common';
import type { delegationList, DelegationRow } from './delegation-list.collection.js';

export type DelegationSide = { readonly principalId: string } | { readonly delegateId: string } | undefined;

@Injectable()
export class DelegationListQueries {
  constructor(private readonly delegations: CollectionOf<typeof delegationList>) {}

  list(reader: Reader, side: DelegationSide, page: PageRequest): Promise<Page<DelegationRow>> {
    if (side === undefined) return this.delegations.find(reader, { index: 'all', where: {}, page });
    if ('principalId' in side) return this.delegations.find(reader, { index: 'byPrincipal', where: side, page });
    return this.delegations.find(reader, { index: 'byDelegate', where: side, page });
  }

  count(reader: Reader, side: DelegationSide): Promise<Count> {
    if (side === undefined) return this.delegations.count(reader, { index: 'all', where: {} });
    if ('principalId' in side) return this.delegations.count(reader, { index: 'byPrincipal', where: side });
    return this.delegations.count(reader, { index: 'byDelegate', where: side });
  }

  /** Those that let somebody act for others on a day: everybody may know their own, whatever else they may read. */
  async inForceFor(tenant: string, delegateId: string, asOf: string): Promise<readonly DelegationRow[]> {
    const own: Reader = { reach: () => ({ tenant }) };
    const all = await allDocuments((page) => this.list(own, { delegateId }, page));
    return all.filter((row) => holds(row, asOf));
  }

  one(reader: Reader, loaders: Loaders, id: string): Promise<DelegationRow | undefined> {
    return loaders.load('delegation', id, (ids) => this.delegations.getMany(reader, ids));
  }
}
