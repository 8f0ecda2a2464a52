import { describe, expect, it } from '@jest/globals';
import { type Columns, readTable } from './csv-table.js';

const columns: Columns<'code' | 'name'> = { code: { also: ['Mã'], required: true }, name: { also: ['Tên'], required: true } };
const rows = async (content: string) => {
  const table = await readTable('organisations', content, columns);
  expect(table.problems).toEqual([]);
  return table.rows.map(({ line, cells }) => [line, cells.code, cells.name]);
};
const problems = async (content: string) =>
  (await readTable('organisations', content, columns)).problems.map(({ line, column, value, reason }) => [
    line,
    column,
    value,
    reason.code,
  ]);

describe('a CSV file', () => {
  it.each([
    ['with commas', 'code,name\nphong-y-te,Phòng Y tế\n'],
    ['with semicolons, Windows line ends and a byte-order mark', '\uFEFFMã;Tên\r\nphong-y-te;Phòng Y tế\r\n'],
    ['with tabs and Vietnamese headings in another order', 'TÊN\tmã\nPhòng Y tế\tphong-y-te'],
    ['in decomposed letters', 'Mã,Tên\nphong-y-te,Phòng Y tế'.normalize('NFD')],
    ['with blanks that do not break', 'code,name\n phong-y-te ,Phòng\u00A0 Y tế'],
  ])('is read %s', async (_, content) => expect(await rows(content)).toEqual([[2, 'phong-y-te', 'Phòng Y tế']]));

  it('counts the lines as people see them, over blank lines and breaks within quotes', async () =>
    expect(await rows('code,name\n\na,"Phòng\nY tế"\nb,B\n')).toEqual([
      [3, 'a', 'Phòng Y tế'],
      [5, 'b', 'B'],
    ]));

  it('tells what its heading lacks or has too much', async () =>
    expect(await problems('code,tel,code\nx,1,y')).toEqual([
      [1, 'tel', null, 'COLUMN_UNKNOWN'],
      [1, 'code', null, 'COLUMN_DOUBLED'],
      [1, 'name', null, 'COLUMN_MISSING'],
    ]));

  it('tells torn rows and empty cells, each with its line', async () =>
    expect(await problems('code,name\na\n,B\nc,C')).toEqual([
      [2, null, null, 'ROW_TORN'],
      [3, 'code', '', 'VALUE_MISSING'],
    ]));

  it('tells where it stops being CSV', async () => expect(await problems('code,name\na,"A\nb,B')).toEqual([[3, null, null, 'NOT_CSV']]));

  it('tells when it is empty', async () => expect(await problems('')).toEqual([[1, null, null, 'NOTHING_TO_LOAD']]));
});
