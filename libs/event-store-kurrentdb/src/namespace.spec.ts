import { describe, expect, it } from '@jest/globals';
import { namespaceOf } from './namespace.js';

describe('a namespace', () => {
  const plans = namespaceOf('plans');

  it('is the part of a stream name that the port does not see', () => {
    expect(plans.nameOf('plan-1')).toBe('plans:plan-1');
    expect(['plans:plan-1', 'plans2:plan-1', '$$plans:plan-1', '$ce-plans:plan'].map(plans.streamOf)).toEqual([
      'plan-1',
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('is what the server is asked for: by stream prefixes, or by types where only types are given', () => {
    expect(plans.filter(undefined)).toMatchObject({ filterOn: 'streamName', prefixes: ['plans:'] });
    expect(plans.filter({ categories: ['plan', 'unit'], types: ['PlanIssued'] })).toMatchObject({
      filterOn: 'streamName',
      prefixes: ['plans:plan-', 'plans:unit-'],
    });
    expect(plans.filter({ types: ['PlanIssued', 'Plan.Closed'] })).toMatchObject({
      filterOn: 'eventType',
      regex: '^(PlanIssued|Plan\\.Closed)$',
    });
  });

  it.each(['', 'Plans', 'plans:a', '$plans', 'plans-2'])('is not named %j', (name) => {
    expect(() => namespaceOf(name)).toThrow(TypeError);
  });
});
