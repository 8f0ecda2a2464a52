import { describe, expect, it } from '@jest/globals';
import { versionOf } from '@laurel/event-sourcing';
import { z } from 'zod';
import { contracts } from './contracts.js';
import { organisationContract } from './directory/organisation-contract.js';
import { dataSchemaOf, definePublished, readWireType, wireTypeOf } from './published-contract.js';

const second = definePublished('dossiers', 'grant', {
  AwardGranted: {
    version: 2,
    summary: 'An award was given.',
    schema: z.object({ award: z.string(), year: z.int() }),
    upcasts: [(data: { award: string }) => ({ ...data, year: 2021 })],
    example: { award: 'CSTĐ', year: 2021 },
  },
});

describe('a published contract', () => {
  it('is a catalogue of the versions it declares', () => {
    expect(second.category).toBe('grant');
    expect(versionOf(second, 'AwardGranted')).toBe(2);
    expect(second.schemas.AwardGranted.parse({ award: 'A', year: 2022 })).toEqual({ award: 'A', year: 2022 });
  });

  it('names its events on the wire, in every version up to its own', () => {
    expect(wireTypeOf(organisationContract, 'OrganisationAliasAdded')).toBe('vn.laurel.directory.organisation-alias-added.v1');
    expect(wireTypeOf(second, 'AwardGranted')).toBe('vn.laurel.dossiers.award-granted.v2');
    expect(readWireType([...contracts, second], 'vn.laurel.dossiers.award-granted.v1')).toEqual({
      contract: second,
      type: 'AwardGranted',
      version: 1,
    });
    expect(dataSchemaOf('vn.laurel.dossiers.award-granted.v1')).toBe('urn:laurel:schema:vn.laurel.dossiers.award-granted.v1');
  });

  it('knows nothing of newer versions and of types of nobody', () => {
    expect(readWireType([second], 'vn.laurel.dossiers.award-granted.v3')).toBeUndefined();
    expect(readWireType([second], 'vn.laurel.dossiers.award-granted')).toBeUndefined();
    expect(readWireType([second], 'vn.laurel.directory.award-granted.v1')).toBeUndefined();
    expect(() => wireTypeOf(second, 'AwardRevoked')).toThrow('dossiers publishes no AwardRevoked of grant');
  });

  it('does not accept a version without its upcast', () => {
    const schema = z.object({});
    expect(() => definePublished('dossiers', 'grant', { AwardGranted: { version: 2, summary: '', schema, example: {} } })).toThrow(
      'AwardGranted is at version 2 but has 0 upcasts',
    );
  });

  it('has one meaning for every wire type of the house', () => {
    const types = contracts.flatMap((contract) => Object.keys(contract.types).map((type) => wireTypeOf(contract, type)));
    expect(new Set(types).size).toBe(types.length);
  });
});
