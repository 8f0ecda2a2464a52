import { dayOf } from '@laurel/calendar';

/** A day as offices write it, ISO or day first; null when empty, undefined when it is none. */
export const dayIn = (cell: string): string | null | undefined => {
  if (cell === '') return null;
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(cell);
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const local = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(cell);
  return local ? dayOf(Number(local[3]), Number(local[2]), Number(local[1])) : undefined;
};

/** Several values of one cell, parted by "|". */
export const listIn = (cell: string): readonly string[] =>
  [...new Set(cell.split('|').map((part) => part.trim()))].filter((part) => part !== '');
