import { describe, expect, it } from '@jest/globals';
import { someCase } from './cases.js';
import type { Subject } from './subject.js';

export const tallies = ({ given, ask }: Subject): void =>
  describe('tallies', () => {
    it('sum up as of a day, by the groups that begin so', async () => {
      await given(
        someCase('a', { tags: ['p1'], rank: 8, lastDay: '2021-01-27' }),
        someCase('b', { tags: ['p1'], rank: 8, lastDay: '2021-02-01', status: 'FILED' }),
        someCase('c', { tags: ['p1'], rank: 80, lastDay: '2021-01-27' }),
        someCase('d', { tags: ['p10'], rank: 8, lastDay: '2021-01-27' }),
      );
      const { tally } = ask();
      expect(await tally(['p1', 8], '2021-01-31')).toEqual([['["p1",8,"OPENED"]', 1]]);
      expect(await tally(['p1', 8], '2021-02-01')).toEqual([
        ['["p1",8,"OPEN"]', -1],
        ['["p1",8,"OPENED"]', 2],
      ]);
      expect((await tally(['p1'], '2021-01-31')).map(([group]) => group)).toEqual(['["p1",8,"OPENED"]', '["p1",80,"OPENED"]']);
      expect(await tally(['p1', 8, 'OPEN'], '2021-02-01')).toEqual([['["p1",8,"OPEN"]', -1]]);
      expect(await tally(['p1', 8], '2021-01-26')).toEqual([]);
    });

    it('leave out what sums up to nothing', async () => {
      await given(someCase('a', { status: 'FILED' }), someCase('b', { status: 'CLOSED', lastDay: '2021-02-01' }));
      expect(await ask().tally([], '2021-01-31')).toEqual([
        ['["",1,"OPEN"]', -1],
        ['["",1,"OPENED"]', 1],
      ]);
      expect(await ask().tally([], '2021-02-01')).toEqual([['["",1,"OPENED"]', 2]]);
    });
  });
