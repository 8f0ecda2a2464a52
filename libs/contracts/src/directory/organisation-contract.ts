import { z } from 'zod';
import { definePublished } from '../published-contract.js';
import { day, validity } from './time.js';

export const organisationKinds = [
  'PROVINCE',
  'CITY',
  'DISTRICT',
  'WARD',
  'COMMUNE',
  'SPECIAL_ZONE',
  'PEOPLES_COMMITTEE',
  'DEPARTMENT',
  'PUBLIC_SERVICE_UNIT',
  'SCHOOL',
  'ENTERPRISE',
  'MASS_ORGANISATION',
  'COUNCIL',
  'CLUSTER',
  'OTHER',
] as const;
export type OrganisationKind = (typeof organisationKinds)[number];
export const organisationKind = z.enum(organisationKinds);

/** A name or alias with the time in which documents use it. */
export const dated = z.object({ name: z.string().min(1), ...validity });
export type DatedName = z.infer<typeof dated>;

const organisationId = z.string();
const successors = z.array(z.object({ organisationId: z.string(), share: z.enum(['WHOLE', 'PART']) })).readonly();

/** Organisations over time. A day in the future is already a fact: readers ask as of a day. */
export const organisationContract = definePublished('directory', 'organisation', {
  OrganisationRegistered: {
    version: 1,
    openness: 'public',
    summary: 'An organisation is known to the directory, with its names, aliases and parent.',
    schema: z.object({
      organisationId,
      /** Unique within the tenant: `phong-noi-vu`. */
      code: z.string(),
      kind: organisationKind,
      names: z.array(dated).nonempty().readonly(),
      aliases: z.array(dated).readonly(),
      parentId: z.string().nullable(),
      /** First day on which it exists; absent when nobody knows. */
      from: day.optional(),
    }),
    example: {
      organisationId: 'org_01h2xcejqtf2nbrexx3vqjhp41',
      code: 'phong-van-hoa-thong-tin',
      kind: 'DEPARTMENT',
      names: [{ name: 'Phòng Văn hoá và Thông tin' }],
      aliases: [{ name: 'Phòng VH&TT', from: '2019-01-01' }],
      parentId: 'org_01h2xcejqtf2nbrexx3vqjhp40',
    },
  },
  OrganisationRenamed: {
    version: 1,
    openness: 'public',
    summary: 'From a day on it bears another name; the name before ends on that day.',
    schema: z.object({ organisationId, name: z.string().min(1), from: day }),
    example: { organisationId: 'org_01h2xcejqtf2nbrexx3vqjhp41', name: 'Phòng Văn hóa, Khoa học và Thông tin', from: '2024-12-01' },
  },
  OrganisationAliasAdded: {
    version: 1,
    openness: 'public',
    summary: 'Documents call it by one more name.',
    schema: z.object({ organisationId, ...dated.shape }),
    example: { organisationId: 'org_01h2xcejqtf2nbrexx3vqjhp41', name: 'Phòng VHTT' },
  },
  OrganisationMoved: {
    version: 1,
    openness: 'public',
    summary: 'From a day on it belongs to another parent, or to none.',
    schema: z.object({ organisationId, parentId: z.string().nullable(), from: day }),
    example: { organisationId: 'org_01h2xcejqtf2nbrexx3vqjhp41', parentId: null, from: '2025-07-01' },
  },
  OrganisationMerged: {
    version: 1,
    openness: 'public',
    summary: 'It ends on a day and is merged into its successors.',
    schema: z.object({ organisationId, on: day, successors }),
    example: {
      organisationId: 'org_01h2xcejqtf2nbrexx3vqjhp41',
      on: '2025-07-01',
      successors: [{ organisationId: 'org_01h2xcejqtf2nbrexx3vqjhp42', share: 'WHOLE' }],
    },
  },
  OrganisationSplit: {
    version: 1,
    openness: 'public',
    summary: 'On a day parts of it become organisations of their own; it ends, unless it goes on as one of them.',
    schema: z.object({ organisationId, on: day, successors, goesOn: z.boolean() }),
    example: {
      organisationId: 'org_01h2xcejqtf2nbrexx3vqjhp41',
      on: '2025-07-01',
      successors: [
        { organisationId: 'org_01h2xcejqtf2nbrexx3vqjhp42', share: 'PART' },
        { organisationId: 'org_01h2xcejqtf2nbrexx3vqjhp43', share: 'PART' },
      ],
      goesOn: false,
    },
  },
  OrganisationDissolved: {
    version: 1,
    openness: 'public',
    summary: 'It ends on a day; successors, if there are any, take over what was open.',
    schema: z.object({ organisationId, on: day, successors }),
    example: { organisationId: 'org_01h2xcejqtf2nbrexx3vqjhp40', on: '2025-07-01', successors: [] },
  },
  OrganisationSucceeded: {
    version: 1,
    openness: 'public',
    summary: 'On a day it takes the place of others: the other side of a merge, a split or a dissolution.',
    schema: z.object({
      organisationId,
      on: day,
      predecessors: z
        .array(z.object({ organisationId: z.string(), share: z.enum(['WHOLE', 'PART']) }))
        .nonempty()
        .readonly(),
    }),
    example: {
      organisationId: 'org_01h2xcejqtf2nbrexx3vqjhp42',
      on: '2025-07-01',
      predecessors: [{ organisationId: 'org_01h2xcejqtf2nbrexx3vqjhp41', share: 'WHOLE' }],
    },
  },
  ClusterLeaderAppointed: {
    version: 1,
    openness: 'public',
    summary: 'From a day on this unit leads the cluster; the appointment before ends on that day.',
    schema: z.object({ organisationId, unitId: z.string(), from: day.optional(), to: day.optional() }),
    example: {
      organisationId: 'org_01h2xcejqtf2nbrexx3vqjhp44',
      unitId: 'org_01h2xcejqtf2nbrexx3vqjhp41',
      from: '2021-01-01',
      to: '2022-01-01',
    },
  },
});
