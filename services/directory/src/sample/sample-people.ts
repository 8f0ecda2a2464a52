import { derivedId, derivedUuid } from '@laurel/runtime';
import type { Claims } from '@laurel/subgraph';
import type { Role } from '../roles.js';

/** Who loads the sample: none of its people, for they are there only afterwards. */
export const sampleLoader = (tenant: string): Claims => ({
  person: derivedId('per', tenant, 'sample loader'),
  tenant,
  roles: [{ role: 'ADMINISTRATOR', units: [] }],
});

export const sampleLoadingKey = 'sample-directory';

/** Of the sample upload, as the loader's order makes it: a token made before the loading names the person of after it. */
export const sampleUploadId = (tenant: string): string =>
  derivedId('upl', derivedUuid(tenant, sampleLoader(tenant).person, 'upload.AcceptUpload', '', sampleLoadingKey));

export interface SamplePerson {
  /** Of people.csv. */
  readonly key: string;
  readonly personId: string;
  readonly name: string;
  readonly role: Role;
  /** Ids of the units in which the role counts; none for a role of the whole authority. */
  readonly unitIds: readonly string[];
}

const people: readonly { readonly key: string; readonly name: string; readonly role: Role; readonly units: readonly string[] }[] = [
  { key: 'officer', name: 'Người Mẫu 01', role: 'OFFICER', units: ['phong-noi-vu'] },
  { key: 'clerk-phuc-xa', name: 'Người Mẫu 02', role: 'UNIT_CLERK', units: ['phuong-phuc-xa'] },
  { key: 'clerk-truc-bach', name: 'Người Mẫu 03', role: 'UNIT_CLERK', units: ['phuong-truc-bach'] },
  { key: 'head-phuc-xa', name: 'Người Mẫu 04', role: 'UNIT_HEAD', units: ['phuong-phuc-xa'] },
  { key: 'auditor', name: 'Người Mẫu 05', role: 'AUDITOR', units: [] },
  { key: 'administrator', name: 'Người Mẫu 06', role: 'ADMINISTRATOR', units: [] },
  { key: 'chairman', name: 'Tạ Nam Chiến', role: 'CHAIRMAN', units: ['ubnd-quan-ba-dinh'] },
];

/** For whom the local issuer makes tokens: ids as the sample upload gives them. */
export const samplePeople = (tenant: string): readonly SamplePerson[] => {
  const upload = sampleUploadId(tenant);
  return people.map(({ key, name, role, units }) => ({
    key,
    personId: derivedId('per', upload, key),
    name,
    role,
    unitIds: units.map((code) => derivedId('org', upload, code)),
  }));
};
