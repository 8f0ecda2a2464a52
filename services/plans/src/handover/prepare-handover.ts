import type { TimerRow } from '@laurel/processes';
import type { Reader } from '@laurel/read-models';
import type { ObligationListQueries } from '../obligation-list/obligation-list.queries.js';
import type { PlanFiles } from '../plan/plan-files.js';

/**
 * What `StartHandover` needs at the moment of sending: the list of what the unit still owes, as a file. The ticker sends only when the
 * read models have caught up with all that was written before, so nothing is missed.
 */
export const prepareHandover =
  (obligations: ObligationListQueries, files: PlanFiles) =>
  async ({ tenant, target, data }: TimerRow): Promise<{ readonly list: string; readonly count: number }> => {
    const reader: Reader = { reach: () => ({ tenant }) };
    const { to } = data as { readonly to: readonly string[] }; // as `handoverArmed` wrote it
    const open: string[] = [];
    for await (const { id, unitIds, holderIds } of obligations.openOfHolder(reader, target)) {
      const handedOver = !unitIds.includes(target) && to.every((unit) => holderIds.includes(unit));
      if (!handedOver) open.push(id);
    }
    return { list: await files.put(tenant, 'plans', open), count: open.length };
  };
