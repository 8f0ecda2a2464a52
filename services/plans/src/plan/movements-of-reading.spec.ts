import { describe, expect, it } from '@jest/globals';
import { reading28 } from './fixtures/reading-28.js';
import { movementsOf } from './movements-of-reading.js';

const movements = movementsOf(reading28).map(({ id: _, ...movement }) => movement);
const drive =
  'đặc biệt chào mừng kỷ niệm 60 năm Ngày thành lập quận (31/5/1961-31/5/2021), bầu cử đại biểu Quốc hội khoá XV và đại biểu HĐND các cấp nhiệm kỳ 2021-2026';

describe('the movements of the real plan', () => {
  it('are launched and reviewed by the tasks that order it: row 19 closes the drive of row 4, row 26 reviews what II.1 names', () =>
    expect(movements.filter(({ launchTasks, reviewTasks }) => launchTasks.length + reviewTasks.length > 0)).toEqual([
      { nameVi: 'Người tốt, việc tốt', kind: 'THEMED', launchTasks: [], reviewTasks: [26] },
      { nameVi: 'An toàn thực phẩm', kind: 'THEMED', launchTasks: [10], reviewTasks: [] },
      { nameVi: 'Sáng kiến, sáng tạo Thủ đô', kind: 'THEMED', launchTasks: [12], reviewTasks: [] },
      { nameVi: drive, kind: 'DRIVE', launchTasks: [4], reviewTasks: [19] },
      { nameVi: 'Doanh nghiệp Thủ đô hội nhập và phát triển', kind: 'THEMED', launchTasks: [11], reviewTasks: [] },
    ]));

  it('are otherwise those that II.1 names, each once', () => {
    const named = reading28.movements.flatMap(({ names }) => names);
    expect(movements.filter(({ kind }) => kind === 'REGULAR').map(({ nameVi }) => nameVi)).toEqual(
      named.filter((name) => !['Người tốt, việc tốt', 'An toàn thực phẩm', 'Sáng kiến, sáng tạo Thủ đô'].includes(name)),
    );
    expect(new Set(movements.map(({ nameVi }) => nameVi)).size).toBe(movements.length);
  });

  it('have ids that follow from the plan and the name', () => {
    expect(movementsOf(reading28)).toEqual(movementsOf(reading28));
    expect(movementsOf({ ...reading28, planId: 'plan_29' })[0]!.id).not.toBe(movementsOf(reading28)[0]!.id);
  });

  it('are joined by name whatever the marks, case and punctuation', () => {
    const body = { letter: 'a', text: '', line: 1, names: ['AN TOÀN – THỰC PHẨM'.normalize('NFD')] };
    const joined = movementsOf({ ...reading28, movements: [body], tasks: reading28.tasks.filter(({ no }) => no === 10) });
    expect(joined).toEqual([{ id: expect.any(String), nameVi: body.names[0], kind: 'THEMED', launchTasks: [10], reviewTasks: [] }]);
  });
});
