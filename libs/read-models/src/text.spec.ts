import { describe, expect, it } from '@jest/globals';
import { foldText, vietnameseSortKey, wordsOf } from '@laurel/read-models';

describe('foldText', () => {
  it('takes diacritics off, and d for đ', () => expect(foldText('Đặng Thị Kỷ Nguyễn ĐƯỜNG')).toBe('dang thi ky nguyen duong'));
  it('folds decomposed text alike', () => expect(foldText('Nguyệt Quế'.normalize('NFD'))).toBe('nguyet que'));
});

describe('wordsOf', () => {
  it('parts words at what is neither letter nor digit', () =>
    expect(wordsOf('Kế hoạch 28/KH-UBND, ngày 22.1.')).toEqual(['kế', 'hoạch', '28', 'kh', 'ubnd', 'ngày', '22', '1']));
  it('composes what was decomposed', () => expect(wordsOf('ký'.normalize('NFD'))).toEqual(['ký']));
});

describe('vietnameseSortKey', () => {
  const sorted = (...names: readonly string[]) => [...names].sort((a, b) => (vietnameseSortKey(a) < vietnameseSortKey(b) ? -1 : 1));

  it('orders by given name, then middle names, then family name', () =>
    expect(sorted('Trần Văn Bình', 'Nguyễn Thị An', 'Lê Văn An', 'Bùi Văn An', 'An')).toEqual([
      'An',
      'Nguyễn Thị An',
      'Bùi Văn An',
      'Lê Văn An',
      'Trần Văn Bình',
    ]));

  it('orders letters by the Vietnamese alphabet', () =>
    expect(sorted('Ơn', 'Ôn', 'On', 'Đan', 'Dung', 'Ăn', 'Ân', 'Anh', 'Uyên', 'Ưng')).toEqual([
      'Anh',
      'Ăn',
      'Ân',
      'Dung',
      'Đan',
      'On',
      'Ôn',
      'Ơn',
      'Uyên',
      'Ưng',
    ]));

  it('orders tones last: ngang, huyền, hỏi, ngã, sắc, nặng', () =>
    expect(sorted('Hạ', 'Há', 'Hã', 'Hả', 'Hà', 'Ha', 'Hai')).toEqual(['Ha', 'Hà', 'Hả', 'Hã', 'Há', 'Hạ', 'Hai']));

  it('is the same for composed and decomposed text, any case, any spaces', () =>
    expect(vietnameseSortKey('  NGUYỄN   Thị Ánh '.normalize('NFD'))).toBe(vietnameseSortKey('Nguyễn Thị Ánh')));
});
