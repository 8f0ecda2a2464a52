import { z } from 'zod';
import { definePublished } from '../published-contract.js';
import { dated } from './organisation-contract.js';
import { day } from './time.js';

const officeId = z.string();

/** Offices and who holds them. One office can be two in one hand: "Chủ tịch UBND, Chủ tịch Hội đồng TĐKT quận". */
export const officeContract = definePublished('directory', 'office', {
  OfficeDefined: {
    version: 1,
    openness: 'public',
    summary: 'Documents name an office; it belongs to an organisation or to none.',
    schema: z.object({
      officeId,
      /** Unique within the tenant: `chairman-pc-and-council`. */
      code: z.string(),
      names: z.array(dated).nonempty().readonly(),
      aliases: z.array(dated).readonly(),
      organisationId: z.string().nullable(),
      from: day.optional(),
    }),
    example: {
      officeId: 'off_01h2xcejqtf2nbrexx3vqjhp70',
      code: 'chairman-pc-and-council',
      names: [{ name: 'Chủ tịch UBND, Chủ tịch Hội đồng TĐKT quận' }],
      aliases: [],
      organisationId: 'org_01h2xcejqtf2nbrexx3vqjhp40',
    },
  },
  OfficeRenamed: {
    version: 1,
    openness: 'public',
    summary: 'From a day on documents name it otherwise; the name before ends on that day.',
    schema: z.object({ officeId, name: z.string().min(1), from: day }),
    example: { officeId: 'off_01h2xcejqtf2nbrexx3vqjhp70', name: 'Chủ tịch UBND quận', from: '2021-07-01' },
  },
  OfficeAliasAdded: {
    version: 1,
    openness: 'public',
    summary: 'Documents name it by one more name.',
    schema: z.object({ officeId, ...dated.shape }),
    example: { officeId: 'off_01h2xcejqtf2nbrexx3vqjhp70', name: 'CT UBND' },
  },
  OfficeAbolished: {
    version: 1,
    openness: 'public',
    summary: 'From a day on it is no more, and nobody holds it.',
    schema: z.object({ officeId, on: day }),
    example: { officeId: 'off_01h2xcejqtf2nbrexx3vqjhp70', on: '2025-07-01' },
  },
  OfficeAssigned: {
    version: 1,
    summary: 'From a day on this person holds it; whoever held it before no longer does.',
    schema: z.object({ officeId, personId: z.string(), from: day, to: day.optional() }),
    example: { officeId: 'off_01h2xcejqtf2nbrexx3vqjhp70', personId: 'per_01h2xcejqtf2nbrexx3vqjhp60', from: '2020-08-01' },
  },
  OfficeVacated: {
    version: 1,
    summary: 'From a day on nobody holds it.',
    schema: z.object({ officeId, on: day }),
    example: { officeId: 'off_01h2xcejqtf2nbrexx3vqjhp70', on: '2025-07-01' },
  },
});
