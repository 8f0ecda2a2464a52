import { describe, expect, it } from '@jest/globals';
import { csvOf } from './csv.js';

describe('a CSV file', () => {
  it('begins with a byte-order mark and quotes what needs it', () =>
    expect(csvOf(['Đơn vị', 'Hạn'], [['Phường Phúc Xá; "A", B', '27/01/2021']])).toBe(
      '\uFEFFĐơn vị,Hạn\r\n"Phường Phúc Xá; ""A"", B",27/01/2021\r\n',
    ));

  it('keeps a cell from becoming a formula', () =>
    expect(csvOf(['x'], [['=1+1'], ['+1'], ['-1'], ['@a'], ['\t=1'], ['a=1']])).toBe(
      "\uFEFFx\r\n'=1+1\r\n'+1\r\n'-1\r\n'@a\r\n'\t=1\r\na=1\r\n",
    ));

  it('is its headings where there is nothing to tell', () => expect(csvOf(['x'], [])).toBe('\uFEFFx\r\n'));
});
