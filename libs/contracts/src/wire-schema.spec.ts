import { describe, expect, it } from '@jest/globals';
import { contracts } from './contracts.js';
import { groupContract } from './directory/group-contract.js';
import { organisationContract } from './directory/organisation-contract.js';
import { personContract } from './directory/person-contract.js';
import { fieldsOf, jsonSchemaOf, wireSchemaOf } from './wire-schema.js';

const sealed = 'lpd1.01h2xcejqtf2nbrexx3vqjhp60.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAA';

describe('an event as it travels', () => {
  it('says of every field how it travels', () => {
    expect(fieldsOf(jsonSchemaOf(personContract, 'PersonRegistered'))).toEqual([
      { path: 'personId', privacy: 'clear' },
      { path: 'name', privacy: 'ciphertext' },
      { path: 'unitId', privacy: 'clear' },
      { path: 'from', privacy: 'clear' },
    ]);
    expect(fieldsOf(jsonSchemaOf(organisationContract, 'OrganisationRegistered')).map(({ path }) => path)).toEqual([
      'organisationId',
      'code',
      'kind',
      'names[].name',
      'names[].from',
      'names[].to',
      'aliases[].name',
      'aliases[].from',
      'aliases[].to',
      'parentId',
      'from',
    ]);
  });

  it('is personal with one field of ciphertext, else as open as its contract says', () => {
    expect(jsonSchemaOf(personContract, 'PersonRegistered')).toMatchObject({
      'x-dataclassification': 'personal',
      'x-not-published': ['birthDate'],
    });
    expect(jsonSchemaOf(personContract, 'PersonMoved')['x-dataclassification']).toBe('internal');
    expect(jsonSchemaOf(organisationContract, 'OrganisationRenamed')['x-dataclassification']).toBe('public');
  });

  it('carries a name as ciphertext and never in clear', () => {
    const schema = wireSchemaOf(personContract, 'PersonRenamed');
    expect(schema.parse({ personId: 'per_1', name: sealed })).toEqual({ personId: 'per_1', name: sealed });
    expect(schema.safeParse({ personId: 'per_1', name: 'Người Mẫu 01' }).success).toBe(false);
  });

  it('carries nothing that its contract does not have', () => {
    expect(wireSchemaOf(personContract, 'PersonRenamed').safeParse({ personId: 'per_1', name: sealed, birthDate: sealed }).success).toBe(
      false,
    );
    const rule = { kind: 'EXCEPT', rule: { kind: 'UNRESOLVED', why: 'x' }, without: { kind: 'UNRESOLVED' } };
    expect(wireSchemaOf(groupContract, 'GroupRuleChanged').safeParse({ groupId: 'grp_1', rule, from: '2021-01-22' }).success).toBe(false);
  });

  it('has an example that its schema accepts, for every event of the house', () => {
    for (const contract of contracts) {
      for (const [type, { example }] of Object.entries(contract.types))
        expect(wireSchemaOf(contract, type).parse(example)).toEqual(example);
    }
  });
});
