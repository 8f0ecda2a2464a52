import type { CollectionOf, Page, PageRequest, Reader } from '@laurel/read-models';
import type { Count } from '@laurel/subgraph';
import { Injectable } from '@nestjs/common';
import { facet, type Facets, type taskList, type TaskRow } from './task-list.collection.js';

/** A party asked for: itself, and the groups that stand for it in documents. */
export interface PartyAsked {
  readonly refs: readonly string[];
  readonly role?: NonNullable<Facets['party']>['role'];
}

/** What an index can list at once. */
const mostRefs = 8;

@Injectable()
export class TaskListQueries {
  constructor(private readonly tasks: CollectionOf<typeof taskList>) {}

  one(reader: Reader, id: string): Promise<TaskRow | undefined> {
    return this.tasks.get(reader, id);
  }

  many(reader: Reader, ids: readonly string[]): Promise<readonly (TaskRow | undefined)[]> {
    return this.tasks.getMany(reader, ids);
  }

  async ofPlan(
    reader: Reader,
    planId: string,
    asked: Omit<Facets, 'party'>,
    party: PartyAsked | undefined,
    page: PageRequest,
  ): Promise<Page<TaskRow>> {
    const pages = await Promise.all(
      questions(asked, party).map((facets) => this.tasks.find(reader, { index: 'byFacet', where: { planId, facets }, page })),
    );
    return merged(pages, page);
  }

  /** Of a party that is named by more groups than an index can list at once: at least so many. */
  async countOfPlan(reader: Reader, planId: string, asked: Omit<Facets, 'party'>, party: PartyAsked | undefined): Promise<Count> {
    const counts = await Promise.all(
      questions(asked, party).map((facets) => this.tasks.count(reader, { index: 'byFacet', where: { planId, facets } })),
    );
    return counts.length === 1 ? counts[0]! : { count: Math.max(...counts.map(({ count }) => count)), exact: false };
  }

  search(reader: Reader, planId: string | undefined, asked: string, page: PageRequest): Promise<Page<TaskRow>> {
    return this.tasks.search(reader, planId === undefined ? asked : `${planId} ${asked}`, page);
  }
}

/** The words of a question, as many together as an index can list. */
const questions = (asked: Omit<Facets, 'party'>, party: PartyAsked | undefined): readonly (readonly string[])[] => {
  if (!party) return [[facet(asked)]];
  const words = party.refs.map((ref) => facet({ ...asked, party: { ref, role: party.role } }));
  return Array.from({ length: Math.ceil(words.length / mostRefs) }, (_, index) => words.slice(index * mostRefs, (index + 1) * mostRefs));
};

/** One page of several questions about one list: each has given the rows that come next, so those that come first of all are among them. */
const merged = (pages: readonly Page<TaskRow>[], page: PageRequest): Page<TaskRow> => {
  const [only, ...others] = pages;
  if (only && others.length === 0) return only;
  const rows = [...new Map(pages.flatMap(({ items }) => items.map((item) => [item.document.id, item] as const))).values()].toSorted(
    ({ document: one }, { document: other }) => one.place - other.place || (one.id < other.id ? -1 : 1),
  );
  const items = 'first' in page ? rows.slice(0, page.first) : rows.slice(-page.last);
  const cut = items.length < rows.length;
  return {
    items,
    hasNext: pages.some(({ hasNext }) => hasNext) || ('first' in page && cut),
    hasPrevious: pages.some(({ hasPrevious }) => hasPrevious) || (!('first' in page) && cut),
  };
};
