import { readFileSync } from 'node:fs';

const real = readFileSync(new URL('../../../../services/plans/src/reading/fixtures/ke-hoach-28-kh-ubnd-2021.txt', import.meta.url), 'utf8');
const table = real.indexOf('TT\t');
const headings = real.slice(table).split('\n')[0]!;
const numbered = (number: number): string => real.slice(0, table).replace('28 /KH-UBND', `${number}/KH-UBND`);

/** Plan 28 under another number, with its annex so many times over, numbered through. */
export const repeatedPlan = (times: number, number: number): string => {
  const annex = real.slice(table);
  const copies = Array.from({ length: times }, (_, copy) => annex.replace(/^(\d+)\./gm, (_all, no) => `${Number(no) + 42 * copy}.`));
  return numbered(number) + copies.join('\n\n');
};

const offices = ['Phòng Kinh tế', 'Phòng Y tế', 'Phòng Tài chính - Kế hoạch', 'Phòng Văn hoá và Thông tin', 'Phòng Giáo dục và Đào tạo'];
const pad = (n: number): string => String(n).padStart(2, '0');

/** The last day that the row of a task names, spread over the year. */
const dayOf = (task: number): string => `${pad(1 + (task % 28))}/${pad(2 + (task % 11))}/2021`;

/**
 * The text of a plan with so many tasks, each with one deadline: every `every`-th of them, the first one among them, is for all units
 * of the district, the others are for one office each.
 */
export const longPlan = ({ tasks, every, number }: { readonly tasks: number; readonly every: number; readonly number: number }): string => {
  const rows = Array.from({ length: tasks }, (_, task) => {
    const doer = task % every === 0 ? 'Các đơn vị thuộc quận' : offices[task % offices.length]!;
    return `${task + 1}.\tBáo cáo kết quả phong trào thi đua, chuyên đề ${task + 1}\tHội đồng TĐKT quận\t${doer}\tPhòng Nội vụ\tTrước ngày ${dayOf(task)}`;
  });
  return `${numbered(number)}${[headings, 'I\tQuý I\t\t\t\t', ...rows].join('\n')}\n`;
};
