import type { CollectionOf, Page, PageRequest, Reader } from '@laurel/read-models';
import { Injectable } from '@nestjs/common';
import type { planList, PlanRow } from './plan-list.collection.js';

const furthestYear = 9999;

@Injectable()
export class PlanListQueries {
  constructor(private readonly list: CollectionOf<typeof planList>) {}

  one(reader: Reader, id: string): Promise<PlanRow | undefined> {
    return this.list.get(reader, id);
  }

  many(reader: Reader, ids: readonly string[]): Promise<readonly (PlanRow | undefined)[]> {
    return this.list.getMany(reader, ids);
  }

  plans(reader: Reader, { year, status }: { readonly year?: number | null; readonly status?: PlanRow['status'] | null }, page: PageRequest): Promise<Page<PlanRow>> {
    const years = year == null ? {} : { yearsToGo: { from: furthestYear - year, to: furthestYear - year } };
    return status == null
      ? this.list.find(reader, { index: 'newestFirst', where: years, page })
      : this.list.find(reader, { index: 'byStatus', where: { status, ...years }, page });
  }

  count(reader: Reader, { year, status }: { readonly year?: number | null; readonly status?: PlanRow['status'] | null }) {
    const years = year == null ? {} : { yearsToGo: { from: furthestYear - year, to: furthestYear - year } };
    return status == null
      ? this.list.count(reader, { index: 'newestFirst', where: years })
      : this.list.count(reader, { index: 'byStatus', where: { status, ...years } });
  }
}
