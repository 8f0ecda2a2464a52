import type { CollectionOf, Page, PageRequest, Reader } from '@laurel/read-models';
import { Injectable } from '@nestjs/common';
import type { planIssueList, PlanIssueRow } from './plan-issue-list.collection.js';

export interface PlanIssueFilter {
  readonly severity?: PlanIssueRow['severity'] | null;
  readonly resolved?: boolean | null;
}

@Injectable()
export class PlanIssueListQueries {
  constructor(private readonly issues: CollectionOf<typeof planIssueList>) {}

  one(reader: Reader, id: string): Promise<PlanIssueRow | undefined> {
    return this.issues.get(reader, id);
  }

  many(reader: Reader, ids: readonly string[]): Promise<readonly (PlanIssueRow | undefined)[]> {
    return this.issues.getMany(reader, ids);
  }

  ofPlan(reader: Reader, planId: string, { severity, resolved }: PlanIssueFilter, page: PageRequest): Promise<Page<PlanIssueRow>> {
    const state = states(resolved);
    return severity == null
      ? this.issues.find(reader, { index: 'byState', where: { planId, state }, page })
      : this.issues.find(reader, { index: 'bySeverityAndState', where: { planId, severity, state }, page });
  }

  countOfPlan(reader: Reader, planId: string, { severity, resolved }: PlanIssueFilter) {
    const state = states(resolved);
    return severity == null
      ? this.issues.count(reader, { index: 'byState', where: { planId, state } })
      : this.issues.count(reader, { index: 'bySeverityAndState', where: { planId, severity, state } });
  }

  /** In the order of the document; a task has a handful. */
  async ofTask(reader: Reader, taskId: string): Promise<readonly PlanIssueRow[]> {
    const { items } = await this.issues.find(reader, { index: 'byTask', where: { taskId }, page: { first: 100 } });
    return items.map(({ document }) => document);
  }
}

const states = (resolved: boolean | null | undefined): readonly PlanIssueRow['state'][] =>
  resolved == null ? ['OPEN', 'RESOLVED'] : resolved ? ['RESOLVED'] : ['OPEN'];
