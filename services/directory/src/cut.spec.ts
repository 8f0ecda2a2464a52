import { describe, expect, it } from '@jest/globals';
import { cut } from './cut.js';

describe('dated facts of something that ends', () => {
  it('end with it, and those that were still to come never come', () =>
    expect(
      cut(
        [
          { name: 'a', to: '2005-01-05' },
          { name: 'b', from: '2005-01-05' },
          { name: 'c', from: '2026-01-01' },
        ],
        '2025-07-01',
      ),
    ).toEqual([
      { name: 'a', to: '2005-01-05' },
      { name: 'b', from: '2005-01-05', to: '2025-07-01' },
    ]));
});
