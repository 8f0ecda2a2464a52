import type { CollectionOf, Page, PageRequest, Reader } from '@laurel/read-models';
import { Injectable } from '@nestjs/common';
import type { movementList, MovementRow } from './movement-list.collection.js';

@Injectable()
export class MovementListQueries {
  constructor(private readonly movements: CollectionOf<typeof movementList>) {}

  one(reader: Reader, id: string): Promise<MovementRow | undefined> {
    return this.movements.get(reader, id);
  }

  many(reader: Reader, ids: readonly string[]): Promise<readonly (MovementRow | undefined)[]> {
    return this.movements.getMany(reader, ids);
  }

  ofPlan(reader: Reader, planId: string, page: PageRequest): Promise<Page<MovementRow>> {
    return this.movements.find(reader, { index: 'byPlan', where: { planId }, page });
  }

  countOfPlan(reader: Reader, planId: string): Promise<{ readonly count: number; readonly exact: boolean }> {
    return this.movements.count(reader, { index: 'byPlan', where: { planId } });
  }
}
