import { z } from 'zod';
import { definePublished } from '../published-contract.js';
import { groupRule } from './group-rule.js';
import { dated } from './organisation-contract.js';
import { day } from './time.js';

const groupId = z.string();

/** Groups such as "Các đơn vị thuộc quận": rules, resolved as of a day by `membersOf`. */
export const groupContract = definePublished('directory', 'group', {
  GroupDefined: {
    version: 1,
    openness: 'public',
    summary: 'Documents speak of a group; its rule says who belongs to it, or that nobody knows yet.',
    schema: z.object({
      groupId,
      /** Unique within the tenant: `all-units`. */
      code: z.string(),
      names: z.array(dated).nonempty().readonly(),
      aliases: z.array(dated).readonly(),
      rule: groupRule,
      from: day.optional(),
    }),
    example: {
      groupId: 'grp_01h2xcejqtf2nbrexx3vqjhp50',
      code: 'all-units',
      names: [{ name: 'Các đơn vị thuộc quận' }],
      aliases: [{ name: 'Các đơn vị' }, { name: 'Đơn vị' }],
      rule: { kind: 'CHILDREN', of: 'org_01h2xcejqtf2nbrexx3vqjhp40', kinds: ['WARD', 'DEPARTMENT', 'PUBLIC_SERVICE_UNIT'] },
    },
  },
  GroupRenamed: {
    version: 1,
    openness: 'public',
    summary: 'From a day on documents call it otherwise; the name before ends on that day.',
    schema: z.object({ groupId, name: z.string().min(1), from: day }),
    example: { groupId: 'grp_01h2xcejqtf2nbrexx3vqjhp50', name: 'Các cơ quan, đơn vị thuộc quận', from: '2022-01-01' },
  },
  GroupAliasAdded: {
    version: 1,
    openness: 'public',
    summary: 'Documents call it by one more name.',
    schema: z.object({ groupId, ...dated.shape }),
    example: { groupId: 'grp_01h2xcejqtf2nbrexx3vqjhp50', name: 'Các đơn vị trực thuộc' },
  },
  GroupRuleChanged: {
    version: 1,
    openness: 'public',
    summary: 'From a day on another rule says who belongs to it.',
    schema: z.object({ groupId, rule: groupRule, from: day }),
    example: { groupId: 'grp_01h2xcejqtf2nbrexx3vqjhp50', rule: { kind: 'UNRESOLVED' }, from: '2025-07-01' },
  },
  GroupRetired: {
    version: 1,
    openness: 'public',
    summary: 'From a day on documents no longer speak of it.',
    schema: z.object({ groupId, from: day }),
    example: { groupId: 'grp_01h2xcejqtf2nbrexx3vqjhp50', from: '2025-07-01' },
  },
});
