import { expect, it } from '@jest/globals';
import { nameSortKey } from './name-sort-key.js';

it('names stand in the order of Vietnamese lists', () => {
  const names = [
    'Cụm thi đua số 9',
    'Cụm thi đua số 10',
    'Phòng Y tế',
    'Phường Cống Vị',
    'Phường Điện Biên',
    'Phường Đội Cấn',
    'Phường Giảng Võ',
  ];
  expect([...names].reverse().toSorted((a, b) => (nameSortKey(a) < nameSortKey(b) ? -1 : 1))).toEqual(names);
});
