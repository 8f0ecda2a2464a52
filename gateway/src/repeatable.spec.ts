import { describe, expect, it } from '@jest/globals';
import { isRepeatable } from './repeatable.js';

const input = { id: '1', idempotencyKey: 'k' };

describe('what has one effect when it is asked twice', () => {
  it.each<[string, boolean, { query: string; variables?: Record<string, unknown>; operationName?: string }]>([
    ['a question', true, { query: '{ x }' }],
    ['a question of several', true, { query: 'query A { x } mutation B { y(input: {}) { z } }', operationName: 'A' }],
    ['an order with its key', true, { query: 'mutation ($i: I!) { y(input: $i) { z } }', variables: { i: input } }],
    ['an order with its key in the text', true, { query: 'mutation { y(input: { idempotencyKey: "k" }) { z } }' }],
    [
      'a key that is a variable of its own',
      true,
      { query: 'mutation ($k: ID) { y(input: { idempotencyKey: $k }) { z } }', variables: { k: 'k' } },
    ],
    ['an order without a key', false, { query: 'mutation ($i: I!) { y(input: $i) { z } }', variables: { i: { id: '1' } } }],
    ['an order with no key said', false, { query: 'mutation ($i: I!) { y(input: $i) { z } }', variables: { i: { idempotencyKey: null } } }],
    [
      'two orders, one without',
      false,
      { query: 'mutation ($i: I!) { a: y(input: $i) { z } b: y(input: { id: "2" }) { z } }', variables: { i: input } },
    ],
    ['an order without input', false, { query: 'mutation { y(id: "1") { z } }' }],
    ['orders in a fragment', false, { query: 'mutation ($i: I!) { ...on Mutation { y(input: $i) { z } } }', variables: { i: input } }],
    ['a subscription', false, { query: 'subscription { x }' }],
  ])('%s: %s', (_, expected, operation) => {
    expect(isRepeatable(operation)).toBe(expected);
  });
});
