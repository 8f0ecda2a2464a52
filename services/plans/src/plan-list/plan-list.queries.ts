import type { CollectionOf, Page, PageRequest, Reader } from '@laurel/read-models';
import { Injectable } from '@nestjs/common';
import { type planList, type PlanRow, yearsToGo } from './plan-list.collection.js';

export interface PlansAsked {
  readonly year?: number | null;
  readonly status?: PlanRow['status'] | null;
}

@Injectable()
export class PlanListQueries {
  constructor(private readonly list: CollectionOf<typeof planList>) {}

  one(reader: Reader, id: string): Promise<PlanRow | undefined> {
    return this.list.get(reader, id);
  }

  many(reader: Reader, ids: readonly string[]): Promise<readonly (PlanRow | undefined)[]> {
    return this.list.getMany(reader, ids);
  }

  plans(reader: Reader, { year, status }: PlansAsked, page: PageRequest): Promise<Page<PlanRow>> {
    const where = yearRange(year);
    return status == null
      ? this.list.find(reader, { index: 'newestFirst', where, page })
      : this.list.find(reader, { index: 'byStatus', where: { status, ...where }, page });
  }

  count(reader: Reader, { year, status }: PlansAsked) {
    const where = yearRange(year);
    return status == null
      ? this.list.count(reader, { index: 'newestFirst', where })
      : this.list.count(reader, { index: 'byStatus', where: { status, ...where } });
  }
}

const yearRange = (year: number | null | undefined) => (year == null ? {} : { yearsToGo: { from: yearsToGo(year), to: yearsToGo(year) } });
