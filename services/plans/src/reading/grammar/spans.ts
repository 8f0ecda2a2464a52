import { dayOf, halfYear } from '@laurel/calendar';
import type { Period } from '../reading.js';

const years = String.raw`(\d{4})\s?[-–]\s?(\d{4})(?![\p{L}\p{N}])`;
const day = String.raw`(\d{1,2})/(\d{1,2})/(\d{4})`;

type Read = (numbers: readonly number[]) => { readonly from: string | undefined; readonly to: string | undefined };
const betweenYears: Read = ([from, to]) => ({ from: String(from), to: String(to) });

/** Spans that contents name beside the work itself; never a deadline. */
export const spans: readonly { readonly kind: Period['kind']; readonly pattern: RegExp; readonly read: Read }[] = [
  {
    kind: 'ANNIVERSARY',
    pattern: new RegExp(String.raw`(?<!\d)${day}\s?[-–]\s?${day}(?!\d)`, 'gu'),
    read: ([d1, m1, y1, d2, m2, y2]) => ({ from: dayOf(y1!, m1!, d1!), to: dayOf(y2!, m2!, d2!) }),
  },
  { kind: 'TERM', pattern: new RegExp(`nhiệm kỳ ${years}`, 'giu'), read: betweenYears },
  { kind: 'MOVEMENT', pattern: new RegExp(`giai đoạn ${years}`, 'giu'), read: betweenYears },
  { kind: 'SCHOOL_YEAR', pattern: new RegExp(`năm học ${years}`, 'giu'), read: betweenYears },
  { kind: 'HALF_YEAR', pattern: /6 tháng đầu năm (\d{4})(?!\d)/giu, read: ([year]) => halfYear(year!, 1) },
  { kind: 'HALF_YEAR', pattern: /6 tháng cuối năm (\d{4})(?!\d)/giu, read: ([year]) => halfYear(year!, 2) },
];
