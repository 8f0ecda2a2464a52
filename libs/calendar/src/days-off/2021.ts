import type { YearOfDaysOff } from './year-of-days-off.js';

const labourCode = (point: string): string => `Bộ luật Lao động 2019, Điều 112 khoản 1 điểm ${point}`;
const tet = { nameVi: 'Tết Nguyên đán', source: labourCode('b') };
const nationalDay = { nameVi: 'Quốc khánh', source: labourCode('đ') };

export const daysOff2021: YearOfDaysOff = {
  year: 2021,
  source: 'Theo Bộ luật Lao động 2019; cần đối chiếu với thông báo nghỉ lễ, Tết chính thức của năm. Không có ngày làm bù.',
  holidays: [
    { date: '2021-01-01', nameVi: 'Tết Dương lịch', source: labourCode('a') },
    { date: '2021-02-10', ...tet },
    { date: '2021-02-11', ...tet },
    { date: '2021-02-12', ...tet },
    { date: '2021-02-13', ...tet },
    { date: '2021-02-14', ...tet },
    { date: '2021-02-15', ...tet },
    { date: '2021-02-16', ...tet },
    { date: '2021-04-21', nameVi: 'Giỗ Tổ Hùng Vương', source: labourCode('e') },
    { date: '2021-04-30', nameVi: 'Ngày Chiến thắng', source: labourCode('c') },
    { date: '2021-05-01', nameVi: 'Ngày Quốc tế lao động', source: labourCode('d') },
    {
      date: '2021-05-03',
      nameVi: 'Nghỉ bù Ngày Quốc tế lao động',
      inLieuOf: '2021-05-01',
      source: 'Bộ luật Lao động 2019, Điều 111 khoản 3',
    },
    { date: '2021-09-02', ...nationalDay },
    { date: '2021-09-03', ...nationalDay },
  ],
  workingInstead: [],
};
