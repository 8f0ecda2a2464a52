import { beforeEach, describe, expect, it } from '@jest/globals';
import { someCase } from './cases.js';
import type { Subject } from './subject.js';

export const search = ({ given, ask }: Subject): void =>
  describe('search', () => {
    const found = async (query: string) => (await ask().search(query)).map(({ id }) => id);
    beforeEach(() =>
      given(
        someCase('1', { title: 'Đăng ký thi đua năm 2021' }),
        someCase('2', { title: 'đang kỳ họp' }),
        someCase('3', { title: 'Báo cáo 28/KH-UBND', tags: ['khen thưởng'] }),
      ),
    );

    it('finds without diacritics, and with them only what has them', async () => {
      expect(await found('dang ky')).toEqual(['1', '2']);
      expect(await found('đăng ký')).toEqual(['1']);
      expect(await found('DANG')).toEqual(['1', '2']);
      expect(await found('đăng ký'.normalize('NFD'))).toEqual(['1']);
      expect(await found('d')).toEqual(['1', '2']);
    });

    it('wants all words, in any order, and takes the last one as a beginning', async () => {
      expect(await found('thi nam dan')).toEqual(['1']);
      expect(await found('dan thi')).toEqual([]);
      expect(await found('kh-ub')).toEqual(['3']);
      expect(await found('thưởng khe')).toEqual(['3']);
      expect(await found('')).toEqual([]);
      expect(await found(' -- %_* ')).toEqual([]);
    });
  });
