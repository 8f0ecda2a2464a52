import { daysBetween } from '@laurel/calendar';
import type { Caller } from '@laurel/subgraph';
import { Injectable } from '@nestjs/common';
import type { DirectoryCopy } from '../copies/directory-copy.js';
import type { CsvFile } from '../generated/schema.js';
import type { ObligationListQueries } from '../obligation-list/obligation-list.queries.js';
import type { TaskListQueries } from '../task-list/task-list.queries.js';
import { csvOf } from './csv.js';

const headings = [
  'Nhiệm vụ số',
  'Nội dung',
  'Kỳ',
  'Mã đơn vị',
  'Đơn vị',
  'Hạn',
  'Quá hạn',
  'Số ngày quá hạn',
  'Được nộp muộn đến',
] as const;

/** As a Vietnamese list has names: word by word, by letter, then tone; numbers by their value. */
const byName = new Intl.Collator('vi', { numeric: true });

/** Who has not filed, for a spreadsheet, by the names of the units. */
@Injectable()
export class NotFiledCsv {
  constructor(
    private readonly obligations: ObligationListQueries,
    private readonly tasks: TaskListQueries,
    private readonly directory: DirectoryCopy,
  ) {}

  async of(milestoneId: string, caller: Caller): Promise<CsvFile> {
    const found: { readonly name: string; readonly cells: readonly string[] }[] = [];
    const contents = new Map<string, string>();
    let known: Awaited<ReturnType<DirectoryCopy['names']>> | undefined;
    for await (const row of this.obligations.all(caller, { milestoneId, statuses: ['OPEN'] })) {
      known ??= await this.directory.names(caller.tenant, caller.today);
      const names = known;
      const units = (of: 'code' | 'nameVi'): string => row.unitIds.map((id) => names.get(id)?.[of] ?? id).join('; ');
      if (!contents.has(row.taskId)) contents.set(row.taskId, withoutBullet((await this.tasks.one(caller, row.taskId))?.content ?? ''));
      const name = units('nameVi');
      const cells = [
        String(row.taskNo),
        contents.get(row.taskId)!,
        row.occurrence ?? '',
        units('code'),
        name,
        vn(row.lastDay),
        row.overdue ? 'x' : '',
        row.overdue ? String(daysBetween(row.lastDay, caller.today)) : '',
        row.leaveUntil === undefined ? '' : vn(row.leaveUntil),
      ];
      found.push({ name, cells });
    }
    const rows = found.toSorted((one, other) => byName.compare(one.name, other.name)).map(({ cells }) => cells);
    return { fileName: `chua-nop-${caller.today}.csv`, content: csvOf(headings, rows), rowCount: rows.length };
  }
}

const vn = (day: string): string => day.split('-').toReversed().join('/');

/** A list's first bullet would be kept from being a formula by a stray apostrophe. */
const withoutBullet = (content: string): string => content.replace(/^[-+]\s+/u, '');
