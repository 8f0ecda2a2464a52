import { describe, expect, it } from '@jest/globals';
import { evolveOrganisation, type OrganisationEvent, organisationInTime, type OrganisationInTime } from './organisation-in-time.js';

const id = 'org_1';
const history: readonly OrganisationEvent[] = [
  {
    type: 'OrganisationRegistered',
    data: {
      organisationId: id,
      code: 'phong-van-hoa-thong-tin',
      kind: 'DEPARTMENT',
      names: [{ name: 'Phòng Văn hoá và Thông tin' }],
      aliases: [],
      parentId: 'org_0',
      from: '2008-08-01',
    },
  },
  { type: 'OrganisationRenamed', data: { organisationId: id, name: 'Phòng Văn hóa, Khoa học và Thông tin', from: '2024-12-01' } },
  { type: 'OrganisationRenamed', data: { organisationId: id, name: 'Phòng Văn hóa và Thông tin', from: '2023-01-01' } },
  { type: 'OrganisationAliasAdded', data: { organisationId: id, name: 'Phòng VHTT', from: '2010-01-01' } },
  { type: 'OrganisationMoved', data: { organisationId: id, parentId: null, from: '2025-01-01' } },
  {
    type: 'OrganisationSucceeded',
    data: { organisationId: id, on: '2025-01-01', predecessors: [{ organisationId: 'org_2', share: 'PART' }] },
  },
  {
    type: 'OrganisationSplit',
    data: { organisationId: id, on: '2025-03-01', successors: [{ organisationId: 'org_4', share: 'PART' }], goesOn: true },
  },
  {
    type: 'OrganisationMerged',
    data: { organisationId: id, on: '2025-07-01', successors: [{ organisationId: 'org_3', share: 'WHOLE' }] },
  },
];

describe('an organisation in time', () => {
  it('keeps everything that was, with its days, whatever the order in which it was recorded', () => {
    const folded = history.reduce<OrganisationInTime | undefined>(evolveOrganisation, undefined);
    expect(organisationInTime.parse(folded)).toEqual({
      id,
      code: 'phong-van-hoa-thong-tin',
      kind: 'DEPARTMENT',
      names: [
        { name: 'Phòng Văn hoá và Thông tin', to: '2023-01-01' },
        { name: 'Phòng Văn hóa và Thông tin', from: '2023-01-01', to: '2024-12-01' },
        { name: 'Phòng Văn hóa, Khoa học và Thông tin', from: '2024-12-01' },
      ],
      aliases: [{ name: 'Phòng VHTT', from: '2010-01-01' }],
      parents: [
        { parentId: 'org_0', from: '2008-08-01', to: '2025-01-01' },
        { parentId: null, from: '2025-01-01' },
      ],
      leaders: [],
      from: '2008-08-01',
      to: '2025-07-01',
      predecessors: [{ organisationId: 'org_2', share: 'PART', on: '2025-01-01' }],
      successors: [
        { organisationId: 'org_4', share: 'PART', on: '2025-03-01' },
        { organisationId: 'org_3', share: 'WHOLE', on: '2025-07-01' },
      ],
    });
  });

  it('does not begin with anything but its registration', () => {
    expect(() => evolveOrganisation(undefined, history[1]!)).toThrow('OrganisationRenamed of org_1 came before its registration');
  });
});
