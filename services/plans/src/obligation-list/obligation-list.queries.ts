import { type CollectionOf, everyDocument, type Page, type PageRequest, type Reader, type Where } from '@laurel/read-models';
import { Injectable } from '@nestjs/common';
import type { ObligationStatus } from '../obligation/obligation.state.js';
import type { obligationList, ObligationRow } from './obligation-list.collection.js';
import type { ProgressWord } from './progress-tally.js';

export type { ObligationRow } from './obligation-list.collection.js';

type Rows = CollectionOf<typeof obligationList>;
type Indexes = (typeof obligationList)['indexes'];

const everyStatus: readonly ObligationStatus[] = ['OPEN', 'FILED', 'ACCEPTED', 'EXCUSED', 'WITHDRAWN', 'ENDED_UNFILED'];
const standing: readonly ObligationStatus[] = ['OPEN', 'FILED', 'ACCEPTED', 'EXCUSED', 'ENDED_UNFILED'];

/** What a list of obligations is asked for. One of plan, task and milestone, or a unit. */
export interface ObligationFilter {
  readonly planId?: string | undefined;
  readonly taskId?: string | undefined;
  readonly milestoneId?: string | undefined;
  readonly unitId?: string | undefined;
  readonly statuses?: readonly ObligationStatus[] | undefined;
  readonly overdue?: true | undefined;
  readonly lastDayFrom?: string | undefined;
  readonly lastDayTo?: string | undefined;
}

type Count = { readonly count: number; readonly exact: boolean };

export type ProgressBy = 'byQuarter' | 'byUnit' | 'byTask';
export interface ProgressGroup {
  readonly key: string | number;
  readonly counts: Readonly<Partial<Record<ProgressWord, number>>>;
}

@Injectable()
export class ObligationListQueries {
  constructor(private readonly obligations: Rows) {}

  get(reader: Reader, id: string): Promise<ObligationRow | undefined> {
    return this.obligations.get(reader, id);
  }

  getMany(reader: Reader, ids: readonly string[]): Promise<readonly (ObligationRow | undefined)[]> {
    return this.obligations.getMany(reader, ids);
  }

  agendaOfUnit(reader: Reader, unitId: string, from: string, to: string, page: PageRequest): Promise<Page<ObligationRow>> {
    return this.obligations.find(reader, {
      index: 'byHolder',
      where: { holderIds: unitId, status: standing, lastDay: { from, to } },
      page,
    });
  }

  countOfUnit(reader: Reader, unitId: string, from: string, to: string): Promise<Count> {
    return this.obligations.count(reader, { index: 'byHolder', where: { holderIds: unitId, status: standing, lastDay: { from, to } } });
  }

  agendaOfOffice(reader: Reader, from: string, to: string, page: PageRequest): Promise<Page<ObligationRow>> {
    return this.obligations.find(reader, { index: 'byDay', where: { status: standing, lastDay: { from, to } }, page });
  }

  countOfOffice(reader: Reader, from: string, to: string): Promise<Count> {
    return this.obligations.count(reader, { index: 'byDay', where: { status: standing, lastDay: { from, to } } });
  }

  find(reader: Reader, filter: ObligationFilter, page: PageRequest): Promise<Page<ObligationRow>> {
    return served(filter, (query) => this.obligations.find(reader, { ...query, page }));
  }

  count(reader: Reader, filter: ObligationFilter): Promise<Count> {
    return served(filter, (query) => this.obligations.count(reader, query));
  }

  all(reader: Reader, filter: ObligationFilter): AsyncIterable<ObligationRow> {
    return everyDocument((page) => this.find(reader, filter, page));
  }

  openOfHolder(reader: Reader, unitId: string): AsyncIterable<ObligationRow> {
    return this.all(reader, { unitId, statuses: ['OPEN', 'FILED'] });
  }

  /** What counts as of a day, one group a quarter, unit or task of the plan. */
  async progress(reader: Reader, planId: string, by: ProgressBy, asOf: string): Promise<readonly ProgressGroup[]> {
    const groups = new Map<string | number, Partial<Record<ProgressWord, number>>>();
    for (const [[, key, word], sum] of await this.obligations.tally(reader, by, [planId], asOf)) {
      if (sum !== 0) groups.set(key!, { ...groups.get(key!), [word as ProgressWord]: sum }); // of groups `[plan, key, word]`
    }
    return [...groups].map(([key, counts]) => ({ key, counts }));
  }
}

/** Asks by the index that serves a filter. Throws `TypeError` for a filter that none serves: the schema asks for one of these. */
const served = <Answer>(
  { planId, taskId, milestoneId, unitId, statuses = everyStatus, overdue, lastDayFrom, lastDayTo }: ObligationFilter,
  ask: <Name extends keyof Indexes & string>(query: {
    readonly index: Name;
    readonly where: Where<ObligationRow, Indexes[Name]>;
  }) => Answer,
): Answer => {
  const lastDay = { ...(lastDayFrom !== undefined && { from: lastDayFrom }), ...(lastDayTo !== undefined && { to: lastDayTo }) };
  const status = [...statuses];
  if (milestoneId !== undefined) return ask({ index: 'byMilestone', where: { milestoneId, status, lastDay } });
  if (taskId !== undefined) return ask({ index: 'byTask', where: { taskId, status, lastDay } });
  if (planId !== undefined && overdue) return ask({ index: 'overdue', where: { planId, overdue, lastDay } });
  if (planId !== undefined && unitId !== undefined)
    return ask({ index: 'byPlanAndHolder', where: { planId, holderIds: unitId, status, lastDay } });
  if (planId !== undefined) return ask({ index: 'byPlan', where: { planId, status, lastDay } });
  if (unitId !== undefined) return ask({ index: 'byHolder', where: { holderIds: unitId, status, lastDay } });
  throw new TypeError('obligations are listed by plan, task, milestone or unit');
};
