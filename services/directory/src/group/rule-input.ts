import type { GroupRule } from '@laurel/contracts';
import { defineReasons, refuse } from '@laurel/event-sourcing';
import type { GroupRuleInput } from '../generated/schema.js';

const because = defineReasons({
  BAD_RULE: ({ kind, needs }: { kind: string; needs: string }) => ({
    vi: `Quy tắc ${kind} cần ${needs}, và chỉ những trường đó.`,
    en: `A rule ${kind} needs ${needs}, and nothing else.`,
  }),
});

const deepest = 8;

/** A rule as the schema writes it. Throws `Refusal` BAD_RULE where fields are missing or too many, or it is nested too deep. */
export const ruleOf = (input: GroupRuleInput, depth = 0): GroupRule => {
  const { kind, ofId, kinds, organisationIds, rules } = input;
  const given = Object.entries({ ofId, kinds, organisationIds, rules }).flatMap(([name, value]) => (value == null ? [] : [name]));
  const needs = fields[kind];
  const [first, second] = rules ?? [];
  const enough = kind === 'EXCEPT' ? rules?.length === 2 : kind === 'LEADING_UNITS' ? rules?.length === 1 : kinds?.length !== 0;
  if (given.join() !== needs.join() || !enough || depth > deepest) throw refuse(because('BAD_RULE', { kind, needs: texts[kind] }));
  switch (kind) {
    case 'CHILDREN':
    case 'DESCENDANTS':
      return { kind, of: ofId!, kinds: kinds! };
    case 'LIST':
      return { kind, organisations: organisationIds! };
    case 'LEADING_UNITS':
      return { kind, clusters: ruleOf(first!, depth + 1) };
    case 'UNION':
      return { kind, rules: rules!.map((rule) => ruleOf(rule, depth + 1)) };
    case 'EXCEPT':
      return { kind, rule: ruleOf(first!, depth + 1), without: ruleOf(second!, depth + 1) };
    case 'UNRESOLVED':
      return { kind };
  }
};

const fields: Readonly<Record<GroupRuleInput['kind'], readonly string[]>> = {
  CHILDREN: ['ofId', 'kinds'],
  DESCENDANTS: ['ofId', 'kinds'],
  LIST: ['organisationIds'],
  LEADING_UNITS: ['rules'],
  UNION: ['rules'],
  EXCEPT: ['rules'],
  UNRESOLVED: [],
};

const texts: Readonly<Record<GroupRuleInput['kind'], string>> = {
  CHILDREN: 'ofId, kinds',
  DESCENDANTS: 'ofId, kinds',
  LIST: 'organisationIds',
  LEADING_UNITS: 'rules[1]',
  UNION: 'rules',
  EXCEPT: 'rules[2]',
  UNRESOLVED: '–',
};
