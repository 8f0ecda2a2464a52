import type { CollectionOf, Page, PageRequest, Reader } from '@laurel/read-models';
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

  ofPlan(reader: Reader, planId: string, asked: Omit<Facets, 'party'>, party: PartyAsked | undefined, page: PageRequest): Promise<Page<TaskRow>> {
    return this.tasks.find(reader, { index: 'byFacet', where: { planId, facets: words(asked, party) }, page });
  }

  countOfPlan(reader: Reader, planId: string, asked: Omit<Facets, 'party'>, party: PartyAsked | undefined) {
    return this.tasks.count(reader, { index: 'byFacet', where: { planId, facets: words(asked, party) } });
  }

  search(reader: Reader, planId: string | undefined, asked: string, page: PageRequest): Promise<Page<TaskRow>> {
    return this.tasks.search(reader, planId === undefined ? asked : `${planId} ${asked}`, page);
  }
}

const words = (asked: Omit<Facets, 'party'>, party: PartyAsked | undefined): readonly string[] =>
  party ? party.refs.slice(0, mostRefs).map((ref) => facet({ ...asked, party: { ref, role: party.role } })) : [facet(asked)];
