import { stringify } from 'csv-stringify/sync';

/** A spreadsheet would run what begins so as a formula. */
const formula = /^[=+\-@\t\r]/;

const safe = (cell: string): string => (formula.test(cell) ? `'${cell}` : cell);

/** Rows of text as CSV (RFC 4180, CRLF) with a byte-order mark, so that a spreadsheet reads Vietnamese; no cell becomes a formula. */
export const csvOf = (headings: readonly string[], rows: readonly (readonly string[])[]): string =>
  stringify(
    [headings, ...rows].map((row) => row.map(safe)),
    { bom: true, record_delimiter: 'windows' },
  );
