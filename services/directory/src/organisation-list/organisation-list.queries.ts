import { factOf, holds } from '@laurel/contracts';
import { allDocuments, type CollectionOf, type Page, type PageRequest, type Reader } from '@laurel/read-models';
import type { Count, Loaders } from '@laurel/subgraph';
import { Injectable } from '@nestjs/common';
import { pageWhere } from '../page-where.js';
import type { organisationList, OrganisationRow } from './organisation-list.collection.js';

export interface OrganisationQuestion {
  readonly kind?: OrganisationRow['kind'];
  readonly parentId?: string;
  readonly state: 'LIVING' | 'ENDED' | 'ALL';
  readonly asOf: string;
}

@Injectable()
export class OrganisationListQueries {
  constructor(private readonly organisations: CollectionOf<typeof organisationList>) {}

  list(reader: Reader, question: OrganisationQuestion, page: PageRequest): Promise<Page<OrganisationRow>> {
    return pageWhere((asked) => this.find(reader, question, asked), page, fits(question));
  }

  /** How many the list would show; null where it cannot be told without looking at each. */
  async count(reader: Reader, { kind, parentId, state, asOf }: OrganisationQuestion): Promise<Count | null> {
    if (state !== 'LIVING') return null;
    const group = parentId === undefined ? ['KIND'] : ['PARENT', parentId];
    const sums = await this.organisations.tally(reader, 'living', kind === undefined ? group : [...group, kind], asOf);
    return { count: [...sums.values()].reduce((sum, one) => sum + one, 0), exact: true };
  }

  search(reader: Reader, text: string, page: PageRequest): Promise<Page<OrganisationRow>> {
    return this.organisations.search(reader, text, page);
  }

  async byCode(reader: Reader, code: string): Promise<OrganisationRow | undefined> {
    const { items } = await this.organisations.find(reader, { index: 'byCode', where: { code }, page: { first: 1 } });
    return items[0]?.document;
  }

  one(reader: Reader, loaders: Loaders, id: string): Promise<OrganisationRow | undefined> {
    return loaders.load('organisation', id, (ids) => this.organisations.getMany(reader, ids));
  }

  async several(reader: Reader, loaders: Loaders, ids: readonly string[]): Promise<readonly OrganisationRow[]> {
    const found = await Promise.all(ids.map((id) => this.one(reader, loaders, id)));
    return found.filter((row) => row !== undefined);
  }

  /** All that the reader reaches, in the order of their names, once a request: what groups and successors are worked out from. */
  everything(reader: Reader, loaders: Loaders): Promise<readonly OrganisationRow[]> {
    return loaders.load('every organisation', 'all', async () => [await this.all(reader)]);
  }

  all(reader: Reader): Promise<readonly OrganisationRow[]> {
    return allDocuments((page) => this.organisations.find(reader, { index: 'all', where: {}, page }));
  }

  private find(reader: Reader, { kind, parentId }: OrganisationQuestion, page: PageRequest): Promise<Page<OrganisationRow>> {
    if (kind !== undefined && parentId !== undefined) {
      return this.organisations.find(reader, { index: 'byParentAndKind', where: { parentIds: parentId, kind }, page });
    }
    if (parentId !== undefined) return this.organisations.find(reader, { index: 'byParent', where: { parentIds: parentId }, page });
    if (kind !== undefined) return this.organisations.find(reader, { index: 'byKind', where: { kind }, page });
    return this.organisations.find(reader, { index: 'all', where: {}, page });
  }
}

/** Of an ended one the last parent counts. */
const fits =
  ({ parentId, state, asOf }: OrganisationQuestion) =>
  (row: OrganisationRow): boolean => {
    const living = holds(row, asOf);
    const ended = row.to !== undefined && row.to <= asOf;
    if ((state === 'LIVING' && !living) || (state === 'ENDED' && !ended)) return false;
    const parent = ended ? row.parents.at(-1) : factOf(row.parents, asOf);
    return parentId === undefined || state === 'ALL' || parent?.parentId === parentId;
  };
