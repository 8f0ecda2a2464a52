import { describe, expect, it } from '@jest/globals';
import { reachOf } from '@laurel/subgraph';
import { delegation } from './delegation/delegation.decider.js';
import { directoryPermissions } from './directory.permissions.js';
import { type Role, roles } from './roles.js';
import { directoryService } from './directory.service.js';
import { group } from './group/group.decider.js';
import { office } from './office/office.decider.js';
import { organisation } from './organisation/organisation.decider.js';
import { person } from './person/person.decider.js';
import { reorganisation } from './reorganisation/reorganisation.decider.js';
import { upload } from './upload/upload.decider.js';

/** T: the whole authority; U: the units of the role; P: what is one's own; –: not at all. In the order of `roles`. */
const table: Readonly<Record<keyof typeof directoryPermissions, string>> = {
  'organisation.read': 'TTTTTT',
  'group.read': 'TTTTTT',
  'office.read': 'TTTTTT',
  'person.read': 'TUUTTT',
  'person.readName': 'TUUT-T',
  'person.readBirthDate': 'T-U--T',
  'delegation.read': 'T-PTTT',
  'organisation.register': 'T----T',
  'organisation.change': 'T----T',
  'organisation.reorganise': 'T----T',
  'group.define': 'T----T',
  'office.define': 'T----T',
  'office.assign': 'T----T',
  'person.register': 'T----T',
  'person.change': 'T----T',
  'delegation.grant': '--PP-T',
  'delegation.revoke': '--PP-T',
  'directory.load': 'T----T',
  'directory.readWork': 'T---TT',
};

const cell = (permission: string, role: Role): string => {
  const scope = reachOf(directoryPermissions, permission, { person: 'per_1', tenant: 'ba-dinh', roles: [{ role, units: ['org_1'] }] });
  if (!scope) return '-';
  return scope.units ? 'U' : scope.person ? 'P' : 'T';
};

describe('the permissions of the directory', () => {
  it('are what the table says, cell by cell', () =>
    expect(
      Object.fromEntries(
        Object.keys(directoryPermissions).map((permission) => [permission, roles.map((role) => cell(permission, role)).join('')]),
      ),
    ).toEqual(table));

  it('are all that collections and commands name', () => {
    const named = [
      ...directoryService.projections.map(({ into }) => into.read),
      ...[organisation, group, office, person, delegation, reorganisation, upload].flatMap(({ needs }) => Object.values(needs)),
    ];
    expect(named.filter((permission) => !(permission in directoryPermissions))).toEqual([]);
  });
});
