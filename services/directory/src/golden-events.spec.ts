import { fileURLToPath } from 'node:url';
import { describeGoldenEvents } from '@laurel/testing';
import { directoryService } from './directory.service.js';

const on = '2025-07-01';
const basis = '1656/NQ-UBTVQH15';
const wholly = [{ organisationId: 'org_2', share: 'WHOLE' }];
const rule = { kind: 'CHILDREN', of: 'org_1', kinds: ['WARD', 'DEPARTMENT'] };
const settled = {
  BatchSettled: { number: 0, done: 2, nothing: 1, refused: [{ target: 'org_1', reasons: ['NOT_FOUND'] }] },
  ProcessRested: {},
  ReachKept: { units: ['org_1'] },
};
const ordered = {
  reorganisationId: 'reo_1',
  how: 'MERGED',
  predecessors: [{ id: 'org_1', share: 'WHOLE' }],
  successors: ['org_2'],
  goesOn: false,
  founded: [{ organisationId: 'org_2', code: 'phuong-ba-dinh', kind: 'WARD', name: 'Phường Ba Đình', aliases: [], parentId: 'org_0' }],
  on,
  basis,
};

describeGoldenEvents({
  catalogues: directoryService.vocabulary,
  folder: fileURLToPath(new URL('../golden', import.meta.url)),
  examples: {
    organisation: {
      OrganisationRegistered: {
        organisationId: 'org_1',
        code: 'phuong-phuc-xa',
        kind: 'WARD',
        name: 'Phường Phúc Xá',
        aliases: ['Phúc Xá'],
        parentId: 'org_0',
        from: '1981-01-01',
      },
      OrganisationRenamed: { name: 'Phường mới', from: on, basis },
      AliasAdded: { alias: 'Phường PX', from: '2020-01-01', to: on },
      OrganisationMoved: { parentId: null, from: on, basis },
      LeadingUnitAppointed: { unitId: 'org_2', from: '2021-01-01', basis },
      OrganisationMerged: { successors: wholly, on, basis },
      OrganisationSplit: { successors: wholly, on, goesOn: true, basis },
      OrganisationDissolved: { successors: [], on, basis },
      OrganisationSucceeded: { predecessors: wholly, on, basis },
    },
    reorganisation: { ReorganisationOrdered: ordered },
    person: {
      PersonRegistered: { personId: 'per_1', name: 'Người Mẫu 01', birthDate: '1985-02-03', unitId: 'org_1', from: '2020-01-01' },
      PersonRenamed: { personId: 'per_1', name: 'Người Mẫu 99', from: '2021-01-01' },
      BirthDateCorrected: { personId: 'per_1', birthDate: '1985-02-04' },
      PersonTransferred: { unitId: 'org_2', from: '2021-06-01' },
      PersonLeft: { on },
    },
    office: {
      OfficeDefined: {
        officeId: 'off_1',
        code: 'chairman-council',
        name: 'Chủ tịch Hội đồng Thi đua, Khen thưởng quận',
        aliases: ['Chủ tịch Hội đồng TĐKT quận'],
        organisationId: 'org_1',
        from: '2020-01-01',
      },
      OfficeRenamed: { name: 'Chủ tịch Hội đồng', from: '2021-01-01', basis },
      OfficeAliasAdded: { alias: 'CT HĐ', from: '2021-01-01' },
      OfficeAssigned: { personId: 'per_1', from: '2021-01-22', to: on, basis },
      OfficeVacated: { personId: 'per_1', on, basis },
      OfficeAbolished: { on, basis },
    },
    group: {
      GroupDefined: {
        groupId: 'grp_1',
        code: 'all-units',
        name: 'Các đơn vị thuộc quận',
        aliases: ['Các đơn vị', 'Đơn vị'],
        rule,
        from: '2021-01-01',
      },
      GroupRenamed: { name: 'Các cơ quan, đơn vị thuộc quận', from: '2022-01-01', basis },
      GroupAliasAdded: { alias: 'Các đơn vị trực thuộc', from: '2022-01-01' },
      GroupRuleChanged: { rule: { kind: 'EXCEPT', rule, without: { kind: 'LIST', organisations: ['org_2'] } }, from: on, basis },
      GroupRetired: { on, basis },
    },
    delegation: {
      DelegationGranted: {
        delegationId: 'dlg_1',
        form: 'KT',
        principalId: 'per_1',
        delegateId: 'per_2',
        roles: [{ role: 'UNIT_HEAD', units: ['org_1'] }],
        permissions: ['plan.issue'],
        unitIds: ['org_1'],
        from: '2021-02-01',
        to: '2021-03-01',
        basis,
      },
      DelegationRevoked: { on: '2021-02-15', reason: 'Đã có người thay' },
    },
    reservation: {
      NameReserved: { kind: 'code', name: 'phuong-phuc-xa', holder: 'organisation-org_1' },
      ReservationTakenOver: { holder: 'upload-upl_1', from: 'organisation-org_1' },
      NameReleased: { by: 'upload-upl_1' },
    },
    upload: {
      UploadAccepted: {
        uploadId: 'upl_1',
        entriesHash: 'a'.repeat(64),
        counts: { organisations: 42, leadingUnits: 10, groups: 7, people: 7, offices: 2, holders: 2 },
      },
    },
    loading: { LoadingBegun: { entriesHash: 'a'.repeat(64), at: '2021-01-22T01:00:00Z' }, ...settled },
    reorganising: { ReorganisationTakenUp: { ordered, at: '2021-01-22T01:00:00Z' }, ...settled },
  },
});
