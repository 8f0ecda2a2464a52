import type { BulkItem } from '../bulk/bulk.events.js';
import type { ObligationRow } from './obligation-list.collection.js';

/** What a reminder says of an obligation. */
export const aboutOf = ({ id, planId, taskId, taskNo, milestoneId, unitIds, holderIds, lastDay }: ObligationRow): BulkItem => ({
  obligationId: id,
  planId,
  taskId,
  taskNo,
  milestoneId,
  unitIds: [...unitIds] as [string, ...string[]], // opened with at least one, and a transfer leaves no fewer
  holderIds: [...holderIds] as [string, ...string[]],
  lastDay,
});
