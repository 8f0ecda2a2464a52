import { defineCollection, put, type ReadModels } from '@laurel/read-models';
import { z } from 'zod';

const row = z.object({
  id: z.string(),
  tenant: z.string(),
  planId: z.string(),
  taskNo: z.int(),
  unitIds: z.array(z.string()).readonly(),
  status: z.enum(['OPEN', 'FILED', 'ACCEPTED']),
  overdue: z.boolean(),
  openedOn: z.string(),
  lastDay: z.string(),
  title: z.string(),
});
export type Row = z.infer<typeof row>;

/** What the obligation list is made of: owned by units, two indexes, progress, search. */
export const rows = defineCollection({
  name: 'bench-rows',
  version: 1,
  read: 'bench.read',
  document: row,
  key: 'id',
  owner: { units: 'unitIds' },
  indexes: {
    byUnit: { equal: ['unitIds'], order: ['lastDay', 'id'] },
    byStatus: { equal: ['status', 'overdue'], order: ['lastDay', 'id'] },
  },
  tallies: { progress: ({ planId, taskNo, openedOn }) => [{ day: openedOn, group: [planId, taskNo, 'OPENED'], by: 1 }] },
  search: ['title'],
});

const verbs = ['Báo cáo', 'Đăng ký', 'Tổng kết', 'Phát động', 'Kiểm tra', 'Bình xét'];
const nouns = ['thi đua', 'khen thưởng', 'sáng kiến', 'danh hiệu', 'phong trào', 'gương điển hình', 'hồ sơ'];
/** Spreads each field on its own: remainders of the number itself would go hand in hand. */
const spread = (n: number, salt: number, into: number) => (Math.imul(Math.imul(n + 1, 0x9e3779b1) ^ salt, 0x85ebca6b) >>> 12) % into;
const pad = (n: number, width: number) => String(n).padStart(width, '0');

export const units = 300;
/** The same row for the same number; spread over 300 units, 40 tasks a plan, 364 days. */
export const rowAt = (n: number): Row => ({
  id: `obl_${pad((n * 7919) % 10_000_019, 8)}`,
  tenant: 'ba-dinh',
  planId: `plan_${spread(n, 1, 25)}`,
  taskNo: 1 + spread(n, 2, 40),
  unitIds: [`org_${spread(n, 3, units)}`],
  status: (['OPEN', 'FILED', 'ACCEPTED'] as const)[spread(n, 4, 3)]!,
  overdue: spread(n, 5, 5) === 0,
  openedOn: `2021-${pad(1 + spread(n, 6, 12), 2)}-${pad(1 + spread(n, 7, 28), 2)}`,
  lastDay: `2021-${pad(1 + spread(n, 8, 12), 2)}-${pad(1 + spread(n, 9, 28), 2)}`,
  title: `${verbs[spread(n, 10, 6)]} ${nouns[spread(n, 11, 7)]} ${pad(n, 7)}`,
});

const inOneTransaction = 20_000;

/** Gives rows a second. */
export const fill = async (readModels: ReadModels, from: number, to: number): Promise<number> => {
  const begun = performance.now();
  for (let at = from; at < to; at += inOneTransaction) {
    const documents = Array.from({ length: Math.min(inOneTransaction, to - at) }, (_, more) => put(rowAt(at + more)));
    await readModels.transaction((tx) => tx.apply(rows, 'ba-dinh', documents));
  }
  return (to - from) / ((performance.now() - begun) / 1000);
};
