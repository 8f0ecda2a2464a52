import type { CollectionOf, Reader } from '@laurel/read-models';
import { Injectable } from '@nestjs/common';
import type { obligationList } from '../obligation-list/obligation-list.collection.js';
import type { TaskProgress } from './task.view.js';

const none: TaskProgress = { opened: 0, overdue: 0, open: 0 };

/** How far the obligations of tasks are on a day: sums, no documents. */
@Injectable()
export class TaskProgressQueries {
  constructor(private readonly obligations: CollectionOf<typeof obligationList>) {}

  ofTask(reader: Reader, planId: string, taskId: string, asOf: string): Promise<TaskProgress> {
    return this.sums(reader, [planId, taskId], asOf).then((sums) => sums.get(taskId) ?? none);
  }

  async ofPlan(reader: Reader, planId: string, asOf: string): Promise<(taskId: string) => TaskProgress> {
    const sums = await this.sums(reader, [planId], asOf);
    return (taskId) => sums.get(taskId) ?? none;
  }

  private async sums(reader: Reader, group: readonly string[], asOf: string): Promise<ReadonlyMap<string, TaskProgress>> {
    const found = new Map<string, TaskProgress>();
    for (const [[, taskId, word], count] of await this.obligations.tally(reader, 'byTask', group, asOf)) {
      const before = found.get(String(taskId)) ?? none;
      found.set(String(taskId), plus(before, String(word), count));
    }
    return found;
  }
}

const plus = ({ opened, overdue, open }: TaskProgress, word: string, count: number): TaskProgress => {
  switch (word) {
    case 'OPENED':
      return { opened: opened + count, overdue, open: open + count };
    case 'OVERDUE':
      return { opened, overdue: overdue + count, open };
    case 'ACCEPTED':
    case 'EXCUSED':
    case 'ENDED_UNFILED':
      return { opened, overdue, open: open - count };
    default:
      return { opened, overdue, open };
  }
};
