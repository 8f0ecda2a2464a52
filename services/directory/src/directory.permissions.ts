import { definePermissions } from '@laurel/subgraph';

/** Everybody of the authority may know which organisations, groups and offices there are: documents name them in public. */
const everybody = {
  OFFICER: 'TENANT',
  UNIT_CLERK: 'TENANT',
  UNIT_HEAD: 'TENANT',
  CHAIRMAN: 'TENANT',
  AUDITOR: 'TENANT',
  ADMINISTRATOR: 'TENANT',
} as const;
const keepers = { OFFICER: 'TENANT', ADMINISTRATOR: 'TENANT' } as const;

export const directoryPermissions = definePermissions({
  'organisation.read': everybody,
  'group.read': everybody,
  'office.read': everybody,
  'person.read': {
    OFFICER: 'TENANT',
    UNIT_CLERK: 'UNITS',
    UNIT_HEAD: 'UNITS',
    CHAIRMAN: 'TENANT',
    AUDITOR: 'TENANT',
    ADMINISTRATOR: 'TENANT',
  },
  /** Names in clear; without it a person shows as initials. */
  'person.readName': { OFFICER: 'TENANT', UNIT_CLERK: 'UNITS', UNIT_HEAD: 'UNITS', CHAIRMAN: 'TENANT', ADMINISTRATOR: 'TENANT' },
  'person.readBirthDate': { OFFICER: 'TENANT', UNIT_HEAD: 'UNITS', ADMINISTRATOR: 'TENANT' },
  'delegation.read': { OFFICER: 'TENANT', CHAIRMAN: 'TENANT', AUDITOR: 'TENANT', ADMINISTRATOR: 'TENANT', UNIT_HEAD: 'PERSON' },
  'organisation.register': keepers,
  'organisation.change': keepers,
  'organisation.reorganise': keepers,
  'group.define': keepers,
  'office.define': keepers,
  'office.assign': keepers,
  'person.register': keepers,
  'person.change': keepers,
  'delegation.grant': { CHAIRMAN: 'PERSON', UNIT_HEAD: 'PERSON', ADMINISTRATOR: 'TENANT' },
  'delegation.revoke': { CHAIRMAN: 'PERSON', UNIT_HEAD: 'PERSON', ADMINISTRATOR: 'TENANT' },
  'directory.load': { ADMINISTRATOR: 'TENANT', OFFICER: 'TENANT' },
  'directory.readWork': { ADMINISTRATOR: 'TENANT', OFFICER: 'TENANT', AUDITOR: 'TENANT' },
});
export type DirectoryPermission = keyof typeof directoryPermissions;
