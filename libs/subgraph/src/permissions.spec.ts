import { describe, expect, it } from '@jest/globals';
import { definePermissions, reachOf } from './permissions.js';

const table = definePermissions({
  'note.read': { OFFICER: 'TENANT', CLERK: 'UNITS', HEAD: 'UNITS' },
  'note.sign': { OFFICER: 'TENANT', HEAD: 'PERSON' },
});
const reach = (permission: string, ...roles: readonly { role: string; units: readonly string[] }[]) =>
  reachOf(table, permission, { person: 'per_1', tenant: 'ba-dinh', roles });
const clerk = (...units: readonly string[]) => ({ role: 'CLERK', units });
const head = (...units: readonly string[]) => ({ role: 'HEAD', units });
const officer = { role: 'OFFICER', units: [] };

describe('how far a permission reaches', () => {
  it('adds up the units of all roles that have it, and the tenant holds all of them', () => {
    expect(reach('note.read', clerk('u1', 'u2'), head('u2', 'u3'))).toEqual({ tenant: 'ba-dinh', units: ['u1', 'u2', 'u3'] });
    expect(reach('note.read', clerk('u1'), officer)).toEqual({ tenant: 'ba-dinh' });
    expect(reach('note.sign', clerk('u1'), head('u2'))).toEqual({ tenant: 'ba-dinh', person: 'per_1' });
    expect(reach('note.sign', clerk('u1'))).toBeUndefined();
  });

  it('is never units and a person together: such a table is refused, for somebody with both roles would lose one', () =>
    expect(() => definePermissions({ 'note.sign': { CLERK: 'UNITS', HEAD: 'PERSON' } })).toThrow(
      "note.sign reaches units for one role and one's own for another: make two permissions of it",
    ));
});
