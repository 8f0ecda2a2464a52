import { figures, type Figures } from './figures.js';

/**
 * The year 2021 as the document and the sample membership have it, worked out with pencil and paper: nothing here is computed.
 * 24 units (14 wards, 10 offices), 10 clusters. By their conduct 17 units file on the last day (wards 1–7 and the offices), 5 two days
 * late (wards 8–12), 2 never (wards 13–14); the office accepts on the morning after.
 */
export const lastDays: ReadonlySet<string> = new Set([
  '2021-01-27', // row 8
  '2021-01-29', // rows 6, 7
  '2021-01-31', // rows 37, 40
  '2021-02-09', // row 4
  '2021-02-14', // row 5
  '2021-02-27', // rows 9, 14, 16 (28/02 was chosen for 30/02)
  '2021-02-28', // rows 37, 40
  '2021-03-05', // row 14, of the one that got an extension
  '2021-03-14', // row 15
  '2021-03-29', // rows 10, 11, 12, 13, 14, 16
  '2021-03-31', // rows 36, 37, 39, 40
  '2021-04-14', // row 17, the office's part
  '2021-04-30', // rows 37, 40
  '2021-05-24', // row 19
  '2021-05-29', // row 21 (30/05/2021 was chosen)
  '2021-05-30', // row 20, the clusters' part
  '2021-05-31', // rows 22, 37, 40
  '2021-06-04', // row 20
  '2021-06-14', // rows 20, 24
  '2021-06-19', // row 19
  '2021-06-29', // rows 18, 20, 21 (30/06/2021 was chosen), 25
  '2021-06-30', // rows 22, 36, 37, 39, 40
  '2021-07-14', // row 26
  '2021-07-29', // rows 23, 25
  '2021-07-31', // rows 37, 40
  '2021-08-14', // rows 26, 27
  '2021-08-31', // rows 37, 40
  '2021-09-14', // row 27
  '2021-09-30', // rows 36, 37, 39, 40
  '2021-10-31', // rows 37, 40
  '2021-11-30', // rows 37, 40; row 28 (19/11) is filed with the guide on the day before
  '2021-12-05', // row 29, as the guide says
  '2021-12-10', // row 30, as the guide says
  '2021-12-20', // row 32, as the guide says
  '2021-12-29', // row 31
  '2021-12-31', // rows 36, 37, 39, 40
  '2022-01-24', // row 35, as the guide says
]);

export interface ByHand {
  readonly total: Figures;
  readonly sections: Readonly<Record<string, Figures>>;
  /** One that files on the last day, one two days late, one never. */
  readonly units: Readonly<Record<'phuong-phuc-xa' | 'phuong-ngoc-ha' | 'phuong-giang-vo', Figures>>;
  readonly rows: Readonly<Partial<Record<6 | 8 | 14 | 16 | 20 | 21 | 29 | 30 | 40, Figures>>>;
}

/** Figures in the order: opened, filed, late, accepted, overdue, excused, ended unfiled. At the end of each day. */
export const byHand: Readonly<Record<string, ByHand>> = {
  // On the day of the issue.
  '2021-01-22': {
    total: figures(337), // 139 + 58 + 111 + 2 + 27; 335 before somebody chose for rows 36 and 37
    sections: {
      I: figures(139), // 24 units × 5 rows (6, 8, 14, 15, 16) + 10 clusters (9) + 6 of one office (4, 5, 7, 13, 14, 16) + 3 joint (10, 11, 12)
      II: figures(58), // 24 × 2 rows (19, 21) + 3 clusters (20) + 7 of one office (17, 18, 19, 20, 20, 20, 21)
      III: figures(111), // 24 × 4 rows (22, 25, 26, 27) + 10 clusters (23) + 5 of one office (22, 24, 25, 26, 27)
      IV: figures(2), // rows 28 and 31; what waits for a document opens nothing
      V: figures(27), // 24 × row 40 for January + row 37 for January + rows 36 and 39 for the first quarter
    },
    units: {
      'phuong-phuc-xa': figures(12), // 11 rows with a day (6, 8, 14, 15, 16, 19, 21, 22, 25, 26, 27) + row 40 for January
      'phuong-ngoc-ha': figures(12),
      'phuong-giang-vo': figures(12),
    },
    rows: {
      6: figures(24),
      8: figures(24), // the flag of the Government has no deadline
      14: figures(25), // 24 units + the office that sends it on
      16: figures(25),
      20: figures(6), // 3 clusters + 3 steps of offices
      21: figures(25),
      40: figures(24),
    },
  },
  // The last day of rows 6 and 7; row 8 was due on the 27th. In row 8 one office was given its filing back on the 28th.
  '2021-01-29': {
    total: figures(337, 39, 5, 16, 3),
    sections: {
      I: figures(139, 39, 5, 16, 3), // row 8: 16 + 5, row 6: 17, row 7: 1
      II: figures(58),
      III: figures(111),
      IV: figures(2),
      V: figures(27),
    },
    units: {
      'phuong-phuc-xa': figures(12, 2, 0, 1), // row 8 accepted, row 6 filed today
      'phuong-ngoc-ha': figures(12, 1, 1), // row 8 filed today
      'phuong-giang-vo': figures(12, 0, 0, 0, 1), // row 8
    },
    rows: {
      6: figures(24, 17), // 7 wards + 10 offices; the late ones have until midnight
      8: figures(24, 21, 5, 16, 3), // 17 in time − 1 returned = 16 accepted; + 5 late; 2 never + 1 returned
      14: figures(25),
      16: figures(25),
      20: figures(6),
      21: figures(25),
      40: figures(24),
    },
  },
  // The day after the last day of rows 9, 14 and 16; in row 14 one office has an extension. The last day of rows 37 and 40 for February.
  '2021-02-28': {
    total: figures(362, 131, 16, 113, 20), // 337 + 25 of February
    sections: {
      I: figures(139, 90, 11, 90, 18), // filed: rows 8 and 6: 22 + 22, rows 7, 4, 5: 3, row 9: 10, row 14: 17 − 1, row 16: 17; overdue 2 + 2 + 7 + 7
      II: figures(58),
      III: figures(111),
      IV: figures(2),
      V: figures(52, 41, 5, 23, 2), // row 40: 22 + 17, row 37: 1 + 1; of February nothing is accepted yet
    },
    units: {
      'phuong-phuc-xa': figures(13, 6, 0, 5), // rows 8, 6, 14, 16, and 40 twice
      'phuong-ngoc-ha': figures(13, 3, 3, 3, 2), // rows 8, 6, 40 for January; rows 14 and 16 come tomorrow
      'phuong-giang-vo': figures(13, 0, 0, 0, 5), // rows 8, 6, 14, 16, 40 for January
    },
    rows: {
      6: figures(24, 22, 5, 22, 2),
      8: figures(24, 22, 6, 22, 2), // the returned one came back on 02/02, late with leave
      14: figures(25, 16, 0, 16, 7), // 17 in time − 1 extended; 5 late + 2 never
      16: figures(25, 17, 0, 17, 7),
      20: figures(6),
      21: figures(25),
      40: figures(48, 39, 5, 22, 2), // 22 of January + 17 of today
    },
  },
  // The end of the first quarter. One office was excused from row 15.
  '2021-03-31': {
    total: figures(387, 194, 36, 174, 14, 1), // 362 + 25 of March
    sections: {
      I: figures(139, 128, 26, 128, 10, 1), // 139 − 2 never × 5 rows − 1 excused; late: 5 × 5 rows + 1 returned
      II: figures(58),
      III: figures(111),
      IV: figures(2),
      V: figures(77, 66, 10, 46, 4), // row 40: 22 + 22 + 17, row 37: 3, rows 36 and 39: 1 + 1, filed today: 17 + 3
    },
    units: {
      'phuong-phuc-xa': figures(14, 8, 0, 7), // rows 6, 8, 14, 15, 16, and 40 three times
      'phuong-ngoc-ha': figures(14, 7, 7, 7), // 5 rows + 40 for January and February
      'phuong-giang-vo': figures(14, 0, 0, 0, 7), // the same seven
    },
    rows: {
      6: figures(24, 22, 5, 22, 2),
      8: figures(24, 22, 6, 22, 2),
      14: figures(25, 23, 5, 23, 2), // 22 units + the office; the extended one was in time on 05/03
      16: figures(25, 23, 5, 23, 2),
      20: figures(6),
      21: figures(25),
      40: figures(72, 61, 10, 44, 4), // 22 + 22 + 17
    },
  },
  // The end of the second quarter. In row 19 one office was late with leave.
  '2021-06-30': {
    total: figures(464, 360, 67, 339, 33, 1), // 387 + 27 + 25 + 25
    sections: {
      I: figures(139, 128, 26, 128, 10, 1),
      II: figures(58, 54, 11, 54, 4), // 58 − 2 never × 2 rows; late: 5 × 2 rows + 1 with leave
      III: figures(111, 41, 5, 40, 9), // row 22: 22 + 1 (today), row 24: 1, row 25: 17; overdue: row 22: 2, row 25: 5 + 2
      IV: figures(2),
      V: figures(154, 137, 25, 117, 10), // row 40: 22 × 5 + 17, row 37: 6, rows 36 and 39: 2 + 2; filed today: 17 + 3
    },
    units: {
      'phuong-phuc-xa': figures(17, 15, 0, 14), // rows 6, 8, 14, 15, 16, 19, 21, 22, 25, and 40 six times; rows 26 and 27 are to come
      'phuong-ngoc-ha': figures(17, 13, 13, 13, 1), // 8 rows + 40 five times; row 25 comes tomorrow
      'phuong-giang-vo': figures(17, 0, 0, 0, 14), // 9 rows + 40 five times
    },
    rows: {
      6: figures(24, 22, 5, 22, 2),
      8: figures(24, 22, 6, 22, 2),
      14: figures(25, 23, 5, 23, 2),
      16: figures(25, 23, 5, 23, 2),
      20: figures(6, 6, 0, 6),
      21: figures(25, 23, 5, 23, 2),
      40: figures(144, 127, 25, 110, 10), // 22 × 5 + 17
    },
  },
  // Twelve days after the guide, which dated rows 29, 30, 32 and 35.
  '2021-11-30': {
    total: figures(626, 540, 107, 522, 42, 1), // 464 + 27 + 25 + 25 + 27 + 25 of the months from July + 33 by the guide
    sections: {
      I: figures(139, 128, 26, 128, 10, 1),
      II: figures(58, 54, 11, 54, 4),
      III: figures(111, 103, 20, 103, 8), // 111 − 2 never × 4 rows; late: 5 × 4 rows
      IV: figures(35, 1, 0, 1), // 2 + 7 clusters (29) + 24 units (30) + rows 32 and 35; row 28 is done
      V: figures(283, 254, 50, 236, 20), // row 40: 22 × 10 + 17, row 37: 11, rows 36 and 39: 3 + 3; filed today: 17 + 1
    },
    units: {
      'phuong-phuc-xa': figures(23, 22, 0, 21), // 11 rows + 40 eleven times; row 30 is to come
      'phuong-ngoc-ha': figures(23, 21, 21, 21), // 11 rows + 40 ten times
      'phuong-giang-vo': figures(23, 0, 0, 0, 21),
    },
    rows: {
      6: figures(24, 22, 5, 22, 2),
      8: figures(24, 22, 6, 22, 2),
      14: figures(25, 23, 5, 23, 2),
      16: figures(25, 23, 5, 23, 2),
      20: figures(6, 6, 0, 6),
      21: figures(25, 23, 5, 23, 2),
      29: figures(7),
      30: figures(24),
      40: figures(264, 237, 50, 220, 20), // 22 × 10 + 17
    },
  },
  // The plan is closed: what is still owed ends unfiled. Every obligation was filed, excused or ended: 602 + 1 + 48.
  '2022-01-31': {
    total: figures(651, 602, 122, 602, 0, 1, 48), // 626 + 25 of December; unfiled: 2 wards × 24 (11 rows, row 30, 12 months)
    sections: {
      I: figures(139, 128, 26, 128, 0, 1, 10),
      II: figures(58, 54, 11, 54, 0, 0, 4),
      III: figures(111, 103, 20, 103, 0, 0, 8),
      IV: figures(35, 33, 5, 33, 0, 0, 2), // rows 28, 31, 32, 35 and 29 × 7 in time; row 30: 17 + 5 late, 2 never
      V: figures(308, 284, 60, 284, 0, 0, 24), // row 40: 22 × 12, row 37: 12, rows 36 and 39: 4 + 4; unfiled: 2 × 12
    },
    units: {
      'phuong-phuc-xa': figures(24, 24, 0, 24),
      'phuong-ngoc-ha': figures(24, 24, 24, 24),
      'phuong-giang-vo': figures(24, 0, 0, 0, 0, 0, 24),
    },
    rows: {
      6: figures(24, 22, 5, 22, 0, 0, 2),
      8: figures(24, 22, 6, 22, 0, 0, 2),
      14: figures(25, 23, 5, 23, 0, 0, 2),
      16: figures(25, 23, 5, 23, 0, 0, 2),
      20: figures(6, 6, 0, 6),
      21: figures(25, 23, 5, 23, 0, 0, 2),
      29: figures(7, 7, 0, 7),
      30: figures(24, 22, 5, 22, 0, 0, 2),
      40: figures(288, 264, 60, 264, 0, 0, 24),
    },
  },
};
