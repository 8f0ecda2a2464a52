import { describe, expect, it } from '@jest/globals';
import { Refusal } from '@laurel/event-sourcing';
import type { GroupRuleInput } from '../generated/schema.js';
import { ruleOf } from './rule-input.js';

const children: GroupRuleInput = { kind: 'CHILDREN', ofId: 'org_1', kinds: ['WARD'] };
const code = (input: GroupRuleInput) => {
  try {
    ruleOf(input);
    return 'FINE';
  } catch (error) {
    if (error instanceof Refusal) return error.reasons[0].code;
    throw error;
  }
};

describe('a rule as the schema writes it', () => {
  it('becomes a rule, however it is nested', () =>
    expect(
      ruleOf({
        kind: 'EXCEPT',
        rules: [
          { kind: 'UNION', rules: [children] },
          { kind: 'LIST', organisationIds: ['org_2'] },
        ],
      }),
    ).toEqual({
      kind: 'EXCEPT',
      rule: { kind: 'UNION', rules: [{ kind: 'CHILDREN', of: 'org_1', kinds: ['WARD'] }] },
      without: { kind: 'LIST', organisations: ['org_2'] },
    }));

  it('has the fields of its kind, and no others', () =>
    expect(
      [
        { ...children, kinds: [] },
        { kind: 'CHILDREN', ofId: 'org_1' } as const,
        { ...children, organisationIds: [] },
        { kind: 'LEADING_UNITS', rules: [children, children] } as const,
        { kind: 'EXCEPT', rules: [children] } as const,
        { kind: 'UNRESOLVED', ofId: 'org_1' } as const,
      ].map(code),
    ).toEqual(Array.from({ length: 6 }, () => 'BAD_RULE')));

  it('is nested so deep and no deeper', () => {
    const nested = (depth: number): GroupRuleInput => (depth === 0 ? children : { kind: 'UNION', rules: [nested(depth - 1)] });
    expect([code(nested(8)), code(nested(9))]).toEqual(['FINE', 'BAD_RULE']);
  });
});
