import { describe, expect, it } from '@jest/globals';
import { schemaChanges } from './schema-changes.js';

const released = `
  type Query {
    plan(id: ID!): Plan
    oldPlan: OldPlan @deprecated(reason: "Use plan; remove after 2021-06-30")
  }
  type Plan { title: String  name: String @deprecated(reason: "Use title; remove after 2021-06-30")  code: String @deprecated(reason: "Use title") }
  type OldPlan { title: String }
  enum State { DRAFT ISSUED }
`;
const none = { breaking: [], announced: [], dangerous: [], safe: [] };

describe('what has changed since the release', () => {
  it('is nothing when only words about it have', async () =>
    expect(await schemaChanges(released, released.replace('type Plan', '"Kế hoạch" type Plan'), '2021-01-22')).toEqual(none));

  it('is graded', async () => {
    const current = released
      .replace('title: String  name', 'title: Int  author: String  name')
      .replace('DRAFT ISSUED', 'DRAFT ISSUED CLOSED')
      .replace('plan(id: ID!)', 'plan(id: ID!, asOf: String!)');
    expect(await schemaChanges(released, current, '2021-01-22')).toEqual({
      ...none,
      breaking: ["Argument 'asOf: String!' added to field 'Query.plan'", "Field 'Plan.title' changed type from 'String' to 'Int'"],
      dangerous: ["Enum value 'CLOSED' was added to enum 'State'"],
      safe: ["Field 'author' was added to object type 'Plan'"],
    });
  });

  it('may break what was announced, once the day has passed', async () => {
    const current = released
      .replace(/name: String @deprecated\(reason: ".*?"\)/, '')
      .replace(/oldPlan.*\n/, '')
      .replace(/type OldPlan.*\n/, '');
    const lines = [
      "Field 'name' (deprecated) was removed from object type 'Plan'",
      "Field 'oldPlan' (deprecated) was removed from object type 'Query'",
      "Type 'OldPlan' was removed",
    ];
    expect(await schemaChanges(released, current, '2021-06-30')).toEqual({ ...none, breaking: lines });
    expect(await schemaChanges(released, current, '2021-07-01')).toEqual({ ...none, announced: lines });
  });

  it('may not break what was deprecated without a day', async () =>
    expect(await schemaChanges(released, released.replace(/code: String @deprecated\(reason: "Use title"\)/, ''), '2099-01-01')).toEqual({
      ...none,
      breaking: ["Field 'code' (deprecated) was removed from object type 'Plan'"],
    }));
});
