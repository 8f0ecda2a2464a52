import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { factOf, membersOf, type OrganisationInTime } from '@laurel/contracts';
import { derivedId } from '@laurel/runtime';
import { checkUpload } from '../loading/check-upload.js';
import type { Entries } from '../loading/entries.js';
import { sampleFiles } from './sample-files.js';
import { samplePeople, sampleUploadId } from './sample-people.js';

interface Plan {
  readonly directory: readonly { ref: string; nameVi: string; kind: string; aliases: readonly string[] }[];
  readonly sample: {
    readonly wards: readonly { ref: string; nameVi: string }[];
    readonly members: Readonly<Record<string, readonly string[]>>;
    readonly clusterLeadingUnit: Readonly<Record<string, string>>;
  };
  readonly signatory: string;
}
/** What the reading of the plan says of its directory. */
const plan = JSON.parse(readFileSync(new URL('plan-28.directory.json', import.meta.url), 'utf8')) as Plan;

const upload = sampleUploadId('ba-dinh');
const load = async (): Promise<Entries> => {
  const checked = await checkUpload(upload, sampleFiles(), { organisations: [], codes: new Set(), people: new Set() });
  if ('problems' in checked) throw new Error(JSON.stringify(checked.problems));
  return checked.entries;
};
const loaded = await load();
const organisations = loaded.organisations.map(({ organisationId: id, code, kind, name, parentId }): OrganisationInTime => ({
  id,
  code,
  kind,
  names: [{ name }],
  aliases: [],
  parents: [{ parentId }],
  leaders: loaded.leadingUnits.filter(({ clusterId }) => clusterId === id).map(({ unitId }) => ({ unitId })),
  successors: [],
  predecessors: [],
}));
const codeOf = new Map(organisations.map(({ id, code }) => [id, code]));

describe('the sample directory', () => {
  it('names everything that the plan names, as the plan names it', () => {
    const all = [...loaded.organisations, ...loaded.groups, ...loaded.offices].map(
      ({ code, name, aliases }) => [code, { name, aliases }] as const,
    );
    const known = Object.fromEntries(all);
    expect(Object.fromEntries(plan.directory.map(({ ref }) => [ref, known[ref]]))).toEqual(
      Object.fromEntries(plan.directory.map(({ ref, nameVi: name, aliases }) => [ref, { name, aliases }])),
    );
  });

  it('has the wards of 2021', () =>
    expect(loaded.organisations.filter(({ kind }) => kind === 'WARD').map(({ code, name }) => ({ ref: code, nameVi: name }))).toEqual(
      plan.sample.wards,
    ));

  it('has the members of its groups on the day of the plan, by rule', () =>
    expect(
      Object.fromEntries(
        loaded.groups
          .filter(({ rule }) => rule.kind !== 'UNRESOLVED')
          .map(({ code, rule }) => [code, membersOf(rule, organisations, '2021-01-22')?.map((id) => codeOf.get(id))]),
      ),
    ).toEqual(plan.sample.members));

  it('leaves unresolved what nobody has said', () =>
    expect(loaded.groups.filter(({ rule }) => rule.kind === 'UNRESOLVED').map(({ code }) => code)).toEqual(
      plan.directory.filter(({ kind }) => kind === 'UNRESOLVED').map(({ ref }) => ref),
    ));

  it('knows who leads the clusters', () =>
    expect(
      Object.fromEntries(
        organisations
          .filter(({ leaders }) => leaders.length > 0)
          .map(({ code, leaders }) => [code, codeOf.get(factOf(leaders, '2021-01-22')!.unitId)]),
      ),
    ).toEqual(plan.sample.clusterLeadingUnit));

  it('has one real name, that of the signatory; the others are plainly made up', () => {
    const names = loaded.people.map(({ name }) => name);
    expect(names.filter((name) => !/^Người Mẫu \d\d$/.test(name))).toEqual([plan.signatory]);
  });

  it('gives the tokens the people and units that it loads', () => {
    const people = samplePeople('ba-dinh');
    expect(people.map(({ personId, name }) => ({ personId, name }))).toEqual(
      loaded.people.map(({ personId, name }) => ({ personId, name })),
    );
    expect(people.map(({ key, role, unitIds }) => [key, role, unitIds.map((id) => codeOf.get(id))])).toEqual([
      ['officer', 'OFFICER', ['phong-noi-vu']],
      ['clerk-phuc-xa', 'UNIT_CLERK', ['phuong-phuc-xa']],
      ['clerk-truc-bach', 'UNIT_CLERK', ['phuong-truc-bach']],
      ['head-phuc-xa', 'UNIT_HEAD', ['phuong-phuc-xa']],
      ['auditor', 'AUDITOR', []],
      ['administrator', 'ADMINISTRATOR', []],
      ['chairman', 'CHAIRMAN', ['ubnd-quan-ba-dinh']],
    ]);
    expect(loaded.holders.map(({ officeId, personId }) => [officeId, personId])).toEqual(
      ['chairman-pc-and-council', 'chairman-council'].map((code) => [derivedId('off', upload, code), people.at(-1)!.personId]),
    );
  });
});
