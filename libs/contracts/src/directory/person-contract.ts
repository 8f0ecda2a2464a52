import { personal } from '@laurel/event-sourcing';
import { z } from 'zod';
import { definePublished } from '../published-contract.js';
import { day } from './time.js';

const personId = z.string();
const name = () => personal(z.string(), { subject: 'personId', erased: '(đã xóa)' });
const sealed = 'lpd1.01h2xcejqtf2nbrexx3vqjhp60.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAA';

/** Of a person only what others need: who it is and to which unit it belongs. */
export const personContract = definePublished('directory', 'person', {
  PersonRegistered: {
    version: 1,
    summary: 'A person is known to the directory, under a unit or under none.',
    withheld: ['birthDate'],
    schema: z.object({ personId, name: name(), unitId: z.string().nullable(), from: day.optional() }),
    example: { personId: 'per_01h2xcejqtf2nbrexx3vqjhp60', name: sealed, unitId: 'org_01h2xcejqtf2nbrexx3vqjhp41' },
  },
  PersonRenamed: {
    version: 1,
    summary: 'The person bears another name; it is the same person.',
    schema: z.object({ personId, name: name() }),
    example: { personId: 'per_01h2xcejqtf2nbrexx3vqjhp60', name: sealed },
  },
  PersonMoved: {
    version: 1,
    summary: 'From a day on the person belongs to another unit, or to none.',
    schema: z.object({ personId, unitId: z.string().nullable(), from: day }),
    example: { personId: 'per_01h2xcejqtf2nbrexx3vqjhp60', unitId: null, from: '2025-07-01' },
  },
});
