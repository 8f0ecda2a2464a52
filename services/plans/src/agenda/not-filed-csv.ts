import type { Caller } from '@laurel/subgraph';
import { Injectable } from '@nestjs/common';
import type { DirectoryCopy } from '../copies/directory-copy.js';
import type { CsvFile } from '../generated/schema.js';
import type { ObligationListQueries } from '../obligation-list/obligation-list.queries.js';
import { csvOf } from './csv.js';

const headings = ['Nhiệm vụ số', 'Kỳ', 'Mã đơn vị', 'Đơn vị', 'Hạn', 'Quá hạn', 'Được nộp muộn đến'] as const;

/** Who has not filed, for a spreadsheet. */
@Injectable()
export class NotFiledCsv {
  constructor(
    private readonly obligations: ObligationListQueries,
    private readonly directory: DirectoryCopy,
  ) {}

  async of(milestoneId: string, caller: Caller): Promise<CsvFile> {
    const rows: string[][] = [];
    let known: Awaited<ReturnType<DirectoryCopy['names']>> | undefined;
    for await (const row of this.obligations.all(caller, { milestoneId, statuses: ['OPEN'] })) {
      known ??= await this.directory.names(caller.tenant, caller.today);
      const names = known;
      const units = (of: 'code' | 'nameVi'): string => row.unitIds.map((id) => names.get(id)?.[of] ?? id).join('; ');
      rows.push([
        String(row.taskNo),
        row.occurrence ?? '',
        units('code'),
        units('nameVi'),
        vn(row.lastDay),
        row.overdue ? 'x' : '',
        row.leaveUntil === undefined ? '' : vn(row.leaveUntil),
      ]);
    }
    return { fileName: `chua-nop-${caller.today}.csv`, content: csvOf(headings, rows), rowCount: rows.length };
  }
}

const vn = (day: string): string => day.split('-').toReversed().join('/');
